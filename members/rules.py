"""What membership lets a person do."""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, Value

import kit
from members.models import Application, Block, Listing, Message, Service, Team, User
from members.registries import Office, offices


def is_member(user):
    """An approved application, and no suspension in force."""
    return bool(user.is_authenticated) and user.is_member(kit.today())


def _holders(on, person=None, of_committee=False):
    """Where offices of that day stand, of one person or of everybody."""
    known = [holders for told in offices.call_all(on=on).values() for holders in told]
    known = [one for one in known if one.kind in Office.OF_COMMITTEE] if of_committee else known
    return known if person is None else [one.of(person) for one in known]


def offices_on(on, person=None, of_committee=False):
    """Offices held on that day, by one person or by everybody; one query."""
    first, *others = [one.columns() for one in _holders(on, person, of_committee)]
    return [Office(*row) for row in first.union(*others, all=True)]


def seats_of(user):
    """Offices in the POCC that the person holds today."""
    if not user.is_authenticated or not user.is_active:
        return []
    return offices_on(kit.today(), user, of_committee=True)


def representatives(on, *, other_than=None, province=None):
    """Representatives of a province, or of all but one."""
    return [
        office
        for office in offices_on(on)
        if office.kind == Office.REPRESENTATIVE
        and (province is None or office.province_id == province)
        and (other_than is None or office.province_id != other_than)
    ]


def teams_led(user):
    """Public keys of the teams that the person leads today."""
    if not user.is_authenticated:
        return []
    return list(Service.objects.leading(kit.today()).of(user).values_list("team", flat=True).distinct())


def may_keep_team(user, team):
    """Leads of the team, and staff; a team out of `readable_teams` knows already who leads it."""
    if not user.is_authenticated:
        return False
    led_by, is_led = getattr(team, "led_by", None), getattr(team, "is_led", False)
    return user.is_staff or (is_led if led_by == user.pk else team.pk in teams_led(user))


def readable_teams(user):
    """Teams whose record the person may read: they serve or served in it, or hold its province's seat."""
    if not user.is_authenticated:
        return Team.objects.none()
    leading = Service.objects.leading(kit.today()).of(user).filter(team=OuterRef("pk"))
    teams = Team.objects.annotate(is_led=Exists(leading), led_by=Value(user.pk))
    if user.is_staff:
        return teams
    served = Team.objects.served_by(user, kit.today())
    provinces = [seat.province_id for seat in seats_of(user)]
    return teams.filter(Q(pk__in=served.values("pk")) | Q(province__in=provinces))


def may_read_team(user, team):
    """People of the team, holders of the province's seat, and staff."""
    return readable_teams(user).filter(pk=team.pk).exists()


def may_answer_service(user, service):
    """A lead of the team or staff, never on their own service, while it waits for an answer."""
    return service.is_waiting and service.person_id != user.pk and may_keep_team(user, service.team)


def may_read_service(user, service):
    """Whose it is, leads of the team, and staff."""
    return bool(user.is_authenticated) and (service.person_id == user.pk or may_keep_team(user, service.team))


def may_end_service(user, service):
    """Whose it is, leads of the team, and staff, while no last day is known."""
    is_open = service.refused_at is None and service.until_on is None
    return is_open and may_read_service(user, service)


def may_open_membership_desk(user):
    """Holders of a seat, and staff: applications and suspensions."""
    return bool(user.is_authenticated) and (user.is_staff or bool(seats_of(user)))


def _may_decide_for(user, person_id, province_id):
    """Holders of another province's seat; staff only while no other province has a representative."""
    if not user.is_authenticated or user.pk == person_id:
        return False
    if any(seat.province_id != province_id for seat in seats_of(user)):
        return True
    return user.is_staff and not representatives(kit.today(), other_than=province_id)


def to_decide(user, seats):
    """Applications that wait for a holder of these seats: of other provinces, never one's own."""
    mine = {seat.province_id for seat in seats}
    others = Application.objects.waiting().exclude(person=user)
    return others.exclude(province__in=mine) if len(mine) == 1 else others


def may_decide_application(user, application):
    """A representative or alternate of another province, on an application that waits."""
    return application.is_waiting and _may_decide_for(user, application.person_id, application.province_id)


def may_read_application(user, application):
    """The applicant, holders of a seat, and staff; a draft is its writer's alone."""
    if not user.is_authenticated:
        return False
    if application.person_id == user.pk:
        return True
    return application.submitted_at is not None and (user.is_staff or bool(seats_of(user)))


def may_suspend(user, person):
    """A representative of another province, as for an application; nobody themselves."""
    application = person.applications.approved(kit.today()).first()
    return application is not None and _may_decide_for(user, person.pk, application.province_id)


def may_read_directory(user):
    """Members, holders of a seat, and staff."""
    return bool(user.is_authenticated) and (user.is_staff or is_member(user) or bool(seats_of(user)))


def readable_people(user):
    """Whose page the person may open: members see who is listed, staff and holders of a seat everybody.

    Everybody sees their own. Nobody is shown whose data were erased or whose account is closed.
    """
    people = User.objects.filter(is_active=True, erased_at__isnull=True)
    if not user.is_authenticated:
        return people.none()
    if user.is_staff:
        return people
    # All of it is asked within the one question for people, so that a list pays nothing for it.
    belongs = Exists(User.objects.members(kit.today()).filter(pk=user.pk))
    listed = Exists(Listing.objects.on(kit.today()).filter(person=OuterRef("pk")))
    return people.filter(Q(pk=user.pk) | _holds_seat(user) | Q(belongs, listed))


def is_readable(user, person="person"):
    """Whether the person's page is open to the user, as a column of rows that name a person."""
    if not user.is_authenticated:
        return Value(False)
    return Exists(readable_people(user).filter(pk=OuterRef(person)))


def readable_among(user, people):
    """The keys of those people whose page is open to the user; one question for all of them."""
    keys = {person.pk for person in people if person is not None}
    return frozenset(readable_people(user).filter(pk__in=keys).values_list("pk", flat=True))


def _holds_seat(user):
    if not user.is_active:
        return Q(pk__in=[])
    held = [Q(Exists(one.queryset)) for one in _holders(kit.today(), user, of_committee=True)]
    return reduce(or_, held, Q(pk__in=[]))


def may_read_profile(user, person):
    """Whether the person's page is open to the user."""
    return readable_people(user).filter(pk=person.pk).exists()


def people_to_write_to(user):
    """Members write to members who may sign in, unless one of the two has blocked the other."""
    if not user.is_authenticated:
        return User.objects.none()
    members = User.objects.members(kit.today())
    blocks = Block.objects.filter(
        Q(person=user, blocked=OuterRef("pk")) | Q(person=OuterRef("pk"), blocked=user)
    )
    asked = Exists(members.filter(pk=user.pk)), ~Exists(blocks)
    return members.filter(*asked, is_active=True).exclude(pk=user.pk)


def may_write_to(user, person):
    """Whether a message of the user may reach the person."""
    return people_to_write_to(user).filter(pk=person.pk).exists()


def may_open_conversation(user, person):
    """Who have written to each other read what they have; before the first word, members with members."""
    if not user.is_authenticated or user.pk == person.pk:
        return False
    if Message.objects.between(user, person).exists():
        return True
    return is_member(user) and person.is_member(kit.today())


def may_report(user, message):
    """Whom it was written to."""
    return message.recipient_id == user.pk


def may_read_reports(user):
    """Taqadum staff, who see the messages that were shown to them and no others."""
    return bool(user.is_authenticated and user.is_staff)


def may_disable(user, person):
    """Staff, never themselves; only superusers disable staff."""
    if not (user.is_authenticated and user.is_active and user.is_staff) or user.pk == person.pk:
        return False
    return user.is_superuser or not (person.is_staff or person.is_superuser)


def may_invite(user, team=None):
    """Leads into their teams, staff into any; without a team only staff."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_staff if team is None else may_keep_team(user, team)


def may_see_invitations(user):
    """Who may invite at all: staff, and leads of any team."""
    return bool(user.is_authenticated and user.is_active) and (user.is_staff or bool(teams_led(user)))


def may_change_invitation(user, invitation):
    """Who sent it, as long as they may still invite there; staff any."""
    is_theirs = user.is_staff or invitation.invited_by_id == user.pk
    return is_theirs and may_invite(user, invitation.team)


def may_see_rosters(user):
    """Who may bring a roster at all: staff, and leads of any team."""
    return may_see_invitations(user)


def may_bring_roster(user, team=None):
    """Leads for their teams, staff for any, and for several at once."""
    return may_invite(user, team)


def may_export_province(user):
    """Taqadum staff: a lead exports their own team."""
    return bool(user.is_authenticated and user.is_active and user.is_staff)


def may_ask_export(user, person):
    """One's own data; staff those of people who asked them."""
    return _is_own(user, person) or _may_act_for(user, person)


def _is_own(user, person):
    return bool(user.is_authenticated) and user.pk == person.pk and person.erased_at is None


def _may_act_for(user, person):
    return person.erased_at is None and may_disable(user, person)


def may_erase(user, person):
    """One's own data; staff those of people who asked them, never those of other staff without all rights."""
    return _is_own(user, person) or _may_act_for(user, person)


def is_last_superuser(person):
    """Without this person nobody could give rights any more."""
    if not person.is_superuser:
        return False
    return not User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk).exists()
