"""Pages of motions: the list, one page each with its vote and count, proposing, withdrawing."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import kit
from committee.models import Ballot, Motion, MotionKind, PolicyDecision, RuleDecision, VotingRule
from tests.factories.committee import BallotFactory, MotionFactory, SeatFactory, decided
from tests.factories.meetings import AgendaItemFactory, under_way
from tests.factories.members import UserFactory, member, staff

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def seats():
    return [SeatFactory(alternate=UserFactory()) for _ in range(7)]


@pytest.fixture
def holder(client, seats):
    """A representative who has signed in."""
    client.force_login(seats[0].representative)
    return seats[0].representative


def vote(client, motion, seat, choice="yes", **more):
    address = reverse("committee:motion_vote", args=[motion.pk])
    return client.post(address, {"seat": seat.pk, "choice": choice, **more})


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def withdrawn():
    by = UserFactory()
    at = kit.now() - DAY
    return MotionFactory(
        opens_at=at - DAY,
        outcome="withdrawn",
        closed_at=at,
        withdrawn_at=at,
        withdrawn_by=by,
        withdrawn_because="فات أوانه",
    )


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "make",
    [
        MotionFactory,
        lambda: MotionFactory(opens_at=kit.now() + DAY),
        lambda: MotionFactory(closes_at=kit.now() - DAY / 2),
        decided,
        lambda: decided(Motion.Outcome.FAILED),
        withdrawn,
    ],
    ids=["open", "to come", "to be counted", "carried", "failed", "withdrawn"],
)
def test_a_motion_reads_well_in_every_state(client, holder, make, language):
    motion = make()

    page = client.get(f"/{language}/committee/motions/{motion.pk}/")

    assert page.status_code == 200
    assert motion.proposer.name_ar in page.content.decode()


def test_pages_cost_the_same_however_much_was_decided(client, seats, holder):
    motion = MotionFactory()
    BallotFactory(motion=motion, seat=seats[1])
    decided(province=seats[1].province)
    addresses = [reverse("committee:motions"), motion.get_absolute_url()]
    few = [queries_of(client, address) for address in addresses]

    for seat in seats[2:]:
        BallotFactory(motion=motion, seat=seat)
    for _ in range(29):
        decided(province=SeatFactory().province)
        MotionFactory(province=SeatFactory().province)

    assert [queries_of(client, address) for address in addresses] == few
    assert few[0] <= 8
    assert few[1] <= 12


def test_one_tap_votes_and_the_last_one_counts(client, seats, holder):
    motion = MotionFactory()

    answer = vote(client, motion, seats[0])
    assert answer.url == motion.get_absolute_url()
    vote(client, motion, seats[0], "no")

    ballot = motion.ballots.get()
    assert (ballot.choice, ballot.cast_by, ballot.channel) == ("no", holder, Ballot.Channel.PAGE)


def test_the_alternate_answers_for_the_same_seat(client, seats):
    motion = MotionFactory()
    BallotFactory(motion=motion, seat=seats[0])
    client.force_login(seats[0].alternate)

    vote(client, motion, seats[0], "abstain")

    ballot = motion.ballots.get()
    assert (ballot.choice, ballot.cast_by, ballot.is_by_alternate) == ("abstain", seats[0].alternate, True)
    assert "abstain" in client.get(motion.get_absolute_url()).content.decode()


def test_a_vote_during_the_meeting_that_discusses_it_says_so(client, seats, holder):
    motion = MotionFactory()
    AgendaItemFactory(meeting=under_way(), motion=motion)

    vote(client, motion, seats[0])

    assert motion.ballots.get().channel == Ballot.Channel.MEETING


def test_standing_back_asks_why_above_its_field(client, seats, holder):
    motion = MotionFactory()

    refused = vote(client, motion, seats[0], "recuse")

    assert refused.status_code == 422
    assert "reason" in refused.context["ballot_form"].errors
    vote(client, motion, seats[0], "recuse", reason="العقد لنا")
    assert motion.ballots.get().reason == "العقد لنا"


@pytest.mark.parametrize("given", [{}, {"choice": "yes"}, {"seat": "x", "choice": "yes"}])
def test_a_forged_tap_finds_nothing(client, holder, given):
    motion = MotionFactory()

    assert client.post(reverse("committee:motion_vote", args=[motion.pk]), given).status_code == 404


def test_another_seat_s_ballot_cannot_be_cast(client, seats, holder):
    motion = MotionFactory()

    assert vote(client, motion, seats[1]).status_code == 404
    assert not motion.ballots.exists()


def test_a_vote_that_comes_too_late_is_told_and_changes_nothing(client, seats, holder):
    motion = decided()

    answer = vote(client, motion, seats[0])

    assert answer.url == motion.get_absolute_url()
    assert not motion.ballots.exists()


def test_the_deciding_vote_shows_the_result(client, seats, holder):
    motion = MotionFactory()
    for seat in seats[1:4]:
        BallotFactory(motion=motion, seat=seat)

    page = client.post(
        f"/en/committee/motions/{motion.pk}/ballot/", {"seat": seats[0].pk, "choice": "yes"}, follow=True
    )

    words = page.content.decode()
    assert "The motion is carried" in words
    assert "In favour: 4 of 4. Needed: 3." in words


def test_ballots_are_for_seats_and_totals_for_members(client, seats):
    motion = decided()
    BallotFactory(motion=motion, seat=seats[0], choice="recuse", reason="سبب التنحي")
    address = motion.get_absolute_url()

    shown = {}
    for name, person in (("seat", seats[3].representative), ("staff", staff()), ("member", member())):
        client.force_login(person)
        shown[name] = client.get(address).content.decode()

    assert "سبب التنحي" in shown["seat"]
    assert "سبب التنحي" in shown["staff"]
    assert "سبب التنحي" not in shown["member"]
    assert 'class="tally"' in shown["member"]


def test_members_read_no_open_motion_and_strangers_none(client, seats):
    motion, ended = MotionFactory(), decided()
    client.force_login(member())
    assert client.get(motion.get_absolute_url()).status_code == 404
    assert client.get(ended.get_absolute_url()).status_code == 200

    client.force_login(UserFactory())

    assert client.get(ended.get_absolute_url()).status_code == 404


def test_the_count_is_asked_for_again_only_where_it_has_changed(client, seats, holder):
    motion = MotionFactory()
    address = reverse("committee:motion_tally", args=[motion.pk])
    seen = client.get(address).context["seen"]

    assert client.get(address, {"seen": seen}).status_code == 204
    BallotFactory(motion=motion, seat=seats[1])
    assert "every 8s" in client.get(address, {"seen": seen}).content.decode()

    Motion.objects.filter(pk=motion.pk).update(closes_at=kit.now() - DAY / 2)
    assert "every 8s" not in client.get(address).content.decode()


def test_an_ended_motion_has_the_whole_page_read_again(client, holder):
    assert client.get(reverse("committee:motion_tally", args=[decided().pk]))["HX-Refresh"] == "true"


def test_the_list_narrows_to_a_kind_and_a_year(client, holder):
    old = decided(
        kind=MotionKind.PRIORITY,
        opens_at=kit.now() - 800 * DAY,
        closes_at=kit.now() - 790 * DAY,
        closed_at=kit.now() - 790 * DAY,
    )
    new = decided(kind=MotionKind.PRIORITY)
    decided()

    def found(**asked):
        return list(client.get(reverse("committee:motions"), asked).context["ended"])

    assert found(kind="priority") == [new, old]
    assert found(kind="priority", year=old.closed_at.year) == [old]
    assert len(found(kind="nonsense", year="x")) == 3


def words(**more):
    return {"title_ar": "هل نبدأ بالمياه؟", "title_en": "Do we begin with water?", **more}


def test_a_motion_is_proposed_on_a_page(client, seats, holder):
    answer = client.post(
        reverse("committee:motion_new"),
        words(kind="priority", path="http://testserver/en/library/412/?q=x", text_ar="لأن"),
    )

    motion = Motion.objects.get()
    assert answer.url == motion.get_absolute_url()
    assert (motion.kind, motion.proposer, motion.province) == ("priority", holder, seats[0].province)
    assert motion.path == "library/412/"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title_ar": "", "title_en": ""}, "title_ar"),
        ({"path": "https://example.org/x"}, "path"),
        ({"path": "javascript:alert(1)"}, "path"),
        ({"kind": "theme"}, "kind"),
        ({"closes_at": "2013-06-01T10:00"}, "__all__"),
    ],
)
def test_what_is_wrong_with_a_proposal_is_said_above_its_field(client, holder, given, field):
    answer = client.post(reverse("committee:motion_new"), words(**{"kind": "other", **given}))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Motion.objects.exists()


def test_a_policy_is_proposed_with_its_fields(client, holder):
    client.post(
        reverse("committee:motion_new_policy"),
        words(
            effective_from="2027-03-01",
            minimum_months="٣",
            counting_roles=["leader", "criterion"],
            words_ar="ثلاثة أشهر",
            words_en="Three months",
        ),
    )

    decision = PolicyDecision.objects.get()
    assert (decision.minimum_months, decision.needs_self_assessment) == (3, False)
    assert "Three months" in client.get(f"/en/committee/motions/{decision.motion_id}/").content.decode()


def propose_rule(client, **more):
    given = {"effective_from": "2027-03-01", "quorum_type": "two_thirds", "majority_type": "absolute"}
    return client.post(reverse("committee:motion_new_rule"), words(**given | {"days_open": "5"} | more))


def test_a_voting_rule_is_proposed_and_is_in_force_once_it_is_carried(client, seats, holder):
    propose_rule(client, kinds=["theme"])
    decision = RuleDecision.objects.get()
    assert decision.words_en.startswith("At least two thirds of the open seats must take part.")
    assert decision.words_ar.startswith("يجب أن يشارك ثلثا المقاعد المفتوحة على الأقل.")

    for seat in seats[:4]:
        client.force_login(seat.representative)
        vote(client, decision.motion, seat)

    rule = VotingRule.objects.in_force(MotionKind.THEME, datetime.date(2027, 3, 1))
    decision.refresh_from_db()
    assert decision.rule == rule
    assert (rule.majority_type, rule.kinds) == ("absolute", ["theme"])
    page = client.get("/en/committee/rules/").content.decode()
    assert reverse("committee:motion", args=[decision.motion_id]).removeprefix("/ar") in page


def test_a_rule_that_is_not_carried_changes_nothing(client, seats, holder):
    before = VotingRule.objects.count()
    propose_rule(client)
    for seat in seats[:4]:
        client.force_login(seat.representative)
        vote(client, Motion.objects.get(), seat, "no")

    assert Motion.objects.get().outcome == "failed"
    assert VotingRule.objects.count() == before


def test_a_quorum_by_number_needs_its_number(client, holder):
    answer = propose_rule(client, quorum_type="number")

    assert list(answer.context["form"].errors) == ["quorum_number"]


def test_rules_in_force_stand_apart_from_earlier_ones(client, holder):
    first = VotingRule.objects.get()
    later = VotingRule.objects.create(effective_from=kit.today(), words_ar="قاعدة", words_en="A rule")
    coming = VotingRule.objects.create(
        effective_from=kit.today() + 9 * DAY, kinds=["theme"], words_ar="قاعدة", words_en="Another"
    )

    groups = client.get(reverse("committee:voting_rules")).context["groups"]

    assert [versions for _heading, versions in groups] == [[coming], [later], [first]]


def test_a_motion_is_withdrawn_with_a_reason(client, seats, holder):
    motion = MotionFactory(proposer=holder)
    address = reverse("committee:motion_withdraw", args=[motion.pk])

    assert client.post(address, {"why": " "}).status_code == 422
    client.post(address, {"why": "فات أوانه"})

    motion.refresh_from_db()
    assert (motion.outcome, motion.withdrawn_because) == ("withdrawn", "فات أوانه")
    assert "فات أوانه" in client.get(motion.get_absolute_url()).content.decode()
    assert client.post(address, {"why": "مرة أخرى"}).url == motion.get_absolute_url()


def test_the_closing_hour_is_moved(client, holder):
    motion = MotionFactory(proposer=holder)
    day = (kit.today() + 9 * DAY).isoformat()

    client.post(reverse("committee:motion_hour", args=[motion.pk]), {"closes_at": f"{day}T15:00"})

    motion.refresh_from_db()
    assert motion.closes_at > kit.now() + 8 * DAY


@pytest.mark.parametrize("step", ["motion_withdraw", "motion_hour"])
def test_forms_about_a_motion_that_has_ended_lead_to_how_it_ended(client, holder, step):
    motion = decided()

    answer = client.get(reverse(f"committee:{step}", args=[motion.pk]), follow=True)

    assert answer.redirect_chain == [(motion.get_absolute_url(), 302)]
    assert "انتهى" in answer.content.decode()
