"""Questions to the network and saved searches for tests."""

import factory

import kit
from library.models import Answer, Question, SavedSearch
from tests.factories.members import UserFactory, member


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    asker = factory.LazyFunction(member)
    title = factory.Sequence(lambda n: f"كيف نقلل انتظار المواطن؟ {n}")
    text = "الانتظار عندنا ثلاث ساعات."


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Answer

    question = factory.SubFactory(QuestionFactory)
    author = factory.LazyFunction(member)
    text = "فتحنا شباكاً ثانياً.\n\nثم وزعنا الأرقام."


class SavedSearchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedSearch

    person = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"بحث {n}")
    query = factory.Sequence(lambda n: f"q=word{n}")


def solved(**fields):
    """A question and the answer that solved it."""
    fields.setdefault("state", Question.State.SOLVED)
    question = QuestionFactory(settled_at=kit.now(), **fields)
    AnswerFactory(question=question, is_solution=True)
    return question


def of_questions(person):
    """They asked, answered, and keep a search."""
    QuestionFactory(asker=person, title="سؤال سأله للشبكة")
    AnswerFactory(author=person, text="جواب كتبه لغيره")
    SavedSearchFactory(person=person, name="بحث يحتفظ به")
