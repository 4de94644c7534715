"""A practice on its way: each verb, who is told, and what it refuses."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

import kit
from kit.calendar import next_working
from kit.clock import BAGHDAD
from library import actions
from library.models import FitFact, Outcome, Step, Transfer, Withdrawal
from library.registries import transfer_closed
from library.reminders import due
from members.actions.reminders import remind
from members.models import AuditEvent, Holiday, Notice
from tests.factories.committee import SeatFactory
from tests.factories.library import published, submitted
from tests.factories.members import ProvinceFactory, member
from tests.factories.transfers import achieved, fill_facts, measure, milestone, sides, transfer

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def province_of(person):
    return person.services.get().team.province


@pytest.fixture
def both():
    return sides()


@pytest.fixture
def begun(both):
    item, _author, reader = both
    return actions.begin(item=item, adopter=province_of(reader), by=reader, note="نحتاجها في دوائرنا")


def go(found, step, by):
    return actions.take_step(transfer=found, step=step, by=by)


def test_the_whole_way(both, begun):
    item, author, reader = both
    assert begun.revision == item.published_revision
    assert begun.facts.count() == len(FitFact.Subject)
    facts = FitFact.Subject.values
    actions.declare(transfer=begun, by=author, facts={one: {"at_source": "ثلاثة"} for one in facts})
    said = {"at_adopter": "اثنان", "holds": False, "answer": "نعيّن واحداً"}
    actions.declare(transfer=begun, by=reader, facts=dict.fromkeys(facts, said))
    go(begun, Step.CHECKED, reader)
    assert go(begun, Step.AGREED, author).contact == author
    row = actions.plan(transfer=begun, by=reader, title="تدريب", planned_on=kit.today())
    go(begun, Step.ADAPTING, reader)
    adapted = published(province=begun.adopter, created_by=reader)
    actions.add_document(transfer=begun, by=reader, item=adapted)
    days = actions.add_measure(transfer=begun, by=reader, baseline=34, source="سجل", name_ar="أيام")
    go(begun, Step.PILOTING, reader)
    actions.finish_milestone(milestone=row, by=reader)
    begun.steps.filter(number=Step.PILOTING).update(at=kit.now() - datetime.timedelta(days=95))
    actions.report(measure=days, by=reader, months=3, value=12, source="سجل")
    assert go(begun, Step.ACHIEVED, reader).is_achieved
    third = SeatFactory(representative=member())
    done = actions.verify(transfer=begun, by=third.representative, verification="زرنا الدائرة ورأينا السجل")
    assert done.verified_for == third.province
    verbs = set(AuditEvent.objects.filter(verb__startswith="transfer.").values_list("verb", flat=True))
    assert {"transfer.begun", "transfer.agreed", "transfer.achieved", "transfer.verified"} <= verbs


def test_a_draft_a_withdrawn_item_and_ones_own_are_never_taken_up(both):
    item, author, reader = both
    draft = submitted().item
    taken_back = published(province=item.province, created_by=author)
    Withdrawal.objects.create(item=taken_back, by=author, reason="x")
    for refused, by in ((draft, reader), (taken_back, reader), (item, author)):
        with pytest.raises(PermissionDenied):
            actions.begin(item=refused, adopter=province_of(by), by=by)


def test_nobody_takes_up_for_another_province(both):
    item, _author, reader = both
    with pytest.raises(PermissionDenied):
        actions.begin(item=item, adopter=province_of(member()), by=reader)


def test_taking_up_twice_finds_the_open_transfer(both, begun):
    item, _author, _reader = both
    colleague = member(begun.adopter)
    assert actions.begin(item=item, adopter=begun.adopter, by=colleague) == begun
    assert Transfer.objects.count() == 1


def test_a_step_names_what_is_missing_and_the_same_step_again_changes_nothing(both, begun):
    _item, author, reader = both
    with pytest.raises(actions.NotReady) as refusal:
        go(begun, Step.CHECKED, reader)
    assert [one.is_met for one in refusal.value.conditions] == [False] * 5
    fill_facts(begun, author=author)
    go(begun, Step.CHECKED, reader)
    assert go(begun, Step.CHECKED, reader).step == Step.CHECKED
    assert begun.steps.count() == 2
    with pytest.raises(actions.NotNow):
        go(begun, Step.PILOTING, reader)


def test_each_side_takes_its_own_steps(both, begun):
    _item, author, reader = both
    fill_facts(begun, author=author)
    with pytest.raises(PermissionDenied):
        go(begun, Step.CHECKED, author)
    go(begun, Step.CHECKED, reader)
    for person in (reader, member()):
        with pytest.raises(PermissionDenied):
            go(begun, Step.AGREED, person)


def test_each_side_writes_its_own_column(both, begun):
    _item, author, reader = both
    said = {"at_source": "كلمة", "at_adopter": "كلمة", "holds": True}
    actions.declare(transfer=begun, by=author, facts={"law": said})
    law = begun.facts.get(subject="law")
    assert (law.at_source, law.at_adopter, law.holds) == ("كلمة", "", None)
    actions.declare(transfer=begun, by=reader, facts={"law": {"at_adopter": "أخرى", "holds": True}})
    law.refresh_from_db()
    assert (law.at_source, law.source_by, law.at_adopter, law.adopter_by) == ("كلمة", author, "أخرى", reader)
    with pytest.raises(ValidationError):
        actions.declare(transfer=begun, by=reader, facts={"law": {"at_adopter": "أخرى", "holds": False}})
    with pytest.raises(PermissionDenied):
        actions.declare(transfer=begun, by=member(), facts={})


def test_the_pilot_has_to_run_for_three_months_and_the_day_is_said():
    from library import readiness

    found = transfer(Step.PILOTING)
    milestone(found, done=True)
    measure(found, outcomes=[(3, 20)])
    on = found.steps.get(number=Step.PILOTING).on
    conditions = readiness.check(found, readiness.Record.of(found), on)
    assert [one.is_met for one in conditions] == [False, True, True]
    assert conditions[0].when == kit.calendar.add_months(on, 3)
    assert readiness.is_ready(readiness.check(found, readiness.Record.of(found), conditions[0].when))


def test_stopping_needs_words_and_tells_the_other_side(begun):
    closed = []
    transfer_closed.register("test", lambda transfer: closed.append(transfer.state))
    try:
        with pytest.raises(ValidationError):
            actions.stop(transfer=begun, by=begun.lead, kind="means", reason=" ")
        actions.stop(transfer=begun, by=begun.lead, kind="means", reason="لا توجد تخصيصات")
    finally:
        transfer_closed._functions.pop("test")
    assert closed == ["stopped"]
    assert Notice.objects.filter(key=f"transfer:{begun.pk}:stopped").count() == 1
    with pytest.raises(actions.NotNow):
        actions.stop(transfer=begun, by=begun.lead, kind="means", reason="مرة أخرى")


def test_both_sides_are_told_in_the_portal_and_by_mail(both, begun):
    _item, author, reader = both
    notice = Notice.objects.get(person=author, key=f"transfer:{begun.pk}:begun")
    assert notice.is_mail_wanted
    assert begun.adopter.name_ar in notice.title_ar
    assert notice.path == f"library/transfers/{begun.pk}/"
    assert not Notice.objects.filter(person=reader, key=notice.key).exists()


def test_outcomes_are_due_from_their_day_and_asked_for_once():
    found = transfer(Step.PILOTING, begun_at=kit.now() - datetime.timedelta(days=40))
    piloted = found.steps.get(number=Step.PILOTING).on
    measure(found)
    day = kit.calendar.next_working(kit.calendar.add_months(piloted, 3), Holiday.objects.free_days())
    assert due(on=day - datetime.timedelta(days=1)) == []
    told = [
        remind(on=on, only=["library.outcomes"])
        for on in (next_working(day), next_working(day), day + datetime.timedelta(days=40))
    ]
    assert told == [1, 0, 0]
    assert Notice.objects.filter(key=f"transfer:{found.pk}:due:3").count() == 1
    assert [months for _one, months, _on in due(on=day + datetime.timedelta(days=100))] == [3, 6]


def test_an_outcome_is_due_on_a_working_day_of_the_adopting_province():
    """Three months after 4 August 2031 is a Tuesday; Friday and Saturday are free."""
    found = transfer(Step.PILOTING, begun_at=datetime.datetime(2031, 6, 25, 9, tzinfo=BAGHDAD))
    measure(found)
    assert str(found.steps.get(number=Step.PILOTING).on) == "2031-08-04"
    day, later = datetime.date(2031, 11, 4), datetime.date(2031, 11, 9)
    elsewhere = ProvinceFactory()
    for on in (day, day + DAY, day + 2 * DAY):
        Holiday.objects.create(on=on, province=elsewhere, name_ar="عطلة", name_en="Off")
    assert [one[2] for one in due(on=day)] == [day]
    Holiday.objects.update(province=found.adopter)
    assert due(on=later - DAY) == []
    assert [one[2] for one in due(on=later)] == [later]


def test_what_is_known_is_not_asked_for_again():
    found = achieved()
    half_a_year = kit.calendar.add_months(found.steps.get(number=Step.PILOTING).on, 6)
    on = kit.calendar.next_working(half_a_year, Holiday.objects.free_days())
    assert [months for _one, months, _on in due(on=on)] == [6]
    days = found.measures.get()
    Outcome.objects.create(
        measure=days, months=6, value=9, source="سجل الدائرة", measured_on=on, by=found.lead
    )
    assert due(on=on) == []


def test_a_measure_that_is_known_does_not_silence_the_others():
    found = achieved()
    half_a_year = kit.calendar.add_months(found.steps.get(number=Step.PILOTING).on, 6)
    on = kit.calendar.next_working(half_a_year, Holiday.objects.free_days())
    days, calls = found.measures.get(), measure(found, name_en="Calls", outcomes=[(6, 3)])
    assert [months for _one, months, _on in due(on=on)] == [6]
    Outcome.objects.create(
        measure=days, months=6, value=9, source="سجل الدائرة", measured_on=on, by=found.lead
    )
    assert due(on=on) == []
    calls.outcomes.all().delete()
    assert [months for _one, months, _on in due(on=on)] == [3, 6]


def test_an_outcome_is_not_reported_before_its_months_are_over():
    found = transfer(Step.PILOTING, begun_at=kit.now() - datetime.timedelta(days=40))
    row = measure(found)
    with pytest.raises(ValidationError):
        actions.report(measure=row, by=found.lead, months=3, value=1, source="سجل")


def test_the_lead_is_a_member_of_the_adopting_province(begun):
    with pytest.raises(ValidationError):
        actions.hand_to(transfer=begun, by=begun.lead, lead=member())
    colleague = member(begun.adopter)
    assert actions.hand_to(transfer=begun, by=begun.lead, lead=colleague).lead == colleague
    assert Notice.objects.filter(person=colleague, path=begun.path).count() == 1
