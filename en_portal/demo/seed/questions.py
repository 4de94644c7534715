"""Questions to the network, by the verbs: one is open, one was solved; and a search that is kept."""

from en_portal.demo.seed import past, texts
from library import actions
from library.models import Question
from members.models import Criterion, Notice


def is_there():
    return Question.objects.exists()


def load(*, today, **_given):
    told, people = texts.read("questions"), texts.persons()
    for row in told["questions"]:
        _ask(row, people, today)
    for row in told["searches"]:
        actions.save_search(by=people[row["person"]], query=row["query"], name=row["name"])
    Notice.objects.filter(key__startswith="question:").update(is_mail_wanted=False)


def _ask(row, people, today):
    with _on(today, row["days_ago"]):
        question = actions.ask_network(
            by=people[row["asker"]],
            title=row["title"],
            text=row["text"],
            criterion=Criterion.objects.get(number=row["criterion"]),
        )
    for told in row["answers"]:
        with _on(today, told["days_ago"]):
            answer = actions.answer(question=question, by=people[told["by"]], text=told["text"])
            if told["solves"]:
                actions.mark_solution(answer=answer, by=people[row["asker"]])


def _on(today, days_ago):
    return past.at(past.moment(past.office_day(today, days_ago), 11))
