"""Who a row is about: by the e-mail address, else by the name among the people of the team. Pure."""

from members.rosters.reasons import Refusal


class Newcomer:
    """A person whom only the sheet knows; the first row that names them says how."""

    def __init__(self, one):
        self.one = one


class Identities:
    """Rows with an address first: a name alone then finds them, whatever the order of the rows."""

    def __init__(self, asked, known):
        self.known = known
        self.by_email, self.in_team, self.taken = {}, {}, set()
        self.whose, self.refused = {}, {}
        for one in sorted(asked, key=lambda one: (not one.email, one.number)):
            try:
                self.whose[one.number] = self._by_email(one) if one.email else self._by_name(one)
            except Refusal as refusal:
                self.refused[one.number] = refusal

    def of(self, one):
        """The public key of a known person, or a Newcomer. Raises Refusal."""
        if one.number in self.refused:
            raise self.refused[one.number]
        return self.whose[one.number]

    def _by_email(self, one):
        known = self.known.by_email.get(one.email)
        if known is not None:
            if not self.known.people[known].may_be(one.keys):
                raise Refusal("other_name")
            return self._met(one, known)
        if one.email in self.by_email:
            return self._same(one, *self.by_email[one.email])
        found = self._without_address(one)
        if len(found) > 1:
            raise Refusal("namesakes")
        who = found.pop() if found else self._newcomer(one)
        self.taken.add(who)
        self.by_email[one.email] = who, one
        return self._met(one, who)

    def _same(self, one, who, first):
        """The person of an earlier row with this address, unless the names cannot be one person's."""
        if one.keys and not one.keys & first.keys:
            raise Refusal("other_name_line", line=first.number)
        return self._met(one, who)

    def _without_address(self, one):
        """People of the team with this name whom nobody has given an address yet."""
        found = set().union(*(self.known.in_team.get((one.team.pk, key), ()) for key in one.keys))
        return {pk for pk in found if not self.known.people[pk].email and pk not in self.taken}

    def _by_name(self, one):
        if not one.keys:
            raise Refusal("no_name")
        places = [(one.team.pk, key) for key in one.keys]
        found = set().union(*(self.known.in_team.get(place, ()) for place in places))
        found |= set().union(*(self.in_team.get(place, ()) for place in places))
        if len(found) > 1:
            found = self._serving_so(one, found)
        if len(found) > 1:
            raise Refusal("namesakes")
        return self._met(one, found.pop() if found else self._newcomer(one))

    def _serving_so(self, one, found):
        """Those of the namesakes who serve in this role since this day; all of them where none does."""
        wanted = (one.team.pk, one.role, one.from_on)
        so = {held.person for held in self.known.services if (held.team, held.role, held.from_on) == wanted}
        return found & so or found

    def _newcomer(self, one):
        if not one.keys:
            raise Refusal("no_name")
        return Newcomer(one)

    def _met(self, one, who):
        for key in one.keys:
            self.in_team.setdefault((one.team.pk, key), set()).add(who)
        return who
