"""Who hears of a question, and what it and its solution say as a draft."""

import html

from django.utils.translation import gettext as _
from django.utils.translation import override

import kit
from committee.models import Seat
from kit.text import ARABIC_LETTER
from library.standing import own_province
from members.models import Service, User

PARAGRAPH = "\n\n"


def serving(question):
    """Public keys of those who serve the criterion today."""
    if not question.criterion_id:
        return set()
    services = Service.objects.confirmed().current(kit.today()).filter(criteria=question.criterion_id)
    return set(services.values_list("person", flat=True))


def who_hears(question):
    """Members who serve the criterion; where nobody does, the representatives of all provinces."""
    today = kit.today()
    members = User.objects.members(today).exclude(pk=question.asker_id)
    experts = members.filter(pk__in=serving(question))
    if experts.exists():
        return experts
    return members.filter(pk__in=Seat.objects.open(today).values("representative"))


def as_draft(question, solution, author):
    """What `start_draft` takes: problem and way from question and answer, in their language."""
    language = "ar" if ARABIC_LETTER.search(question.title + solution.text) else "en"
    with override(language):
        source = _("From a question to the network")
    return {
        "province": own_province(author),
        "criterion": question.criterion,
        f"title_{language}": question.title,
        f"problem_{language}": question.text or question.title,
        f"body_{language}": _paragraphs(solution.text),
        "source_name": source,
        "contributors": list(dict.fromkeys([solution.author.name, question.asker.name])),
    }


def _paragraphs(text):
    parts = [part.strip() for part in text.replace("\r\n", "\n").split(PARAGRAPH) if part.strip()]
    return "".join(f"<p>{html.escape(part).replace(chr(10), '<br>')}</p>" for part in parts)
