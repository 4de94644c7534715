"""The text of a reform as the page shows it: what happened, steps to repeat it, what is attached and why."""

from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

HEADINGS = {
    "ar": {"steps": "خطوات مقترحة", "files": "الملفات المرفقة", "source": "المصدر"},
    "en": {"steps": "Suggested steps", "files": "Attached files", "source": "Source"},
}


def body(item, documents, language):
    """HTML in one language; the rich text field cleans it again."""
    said = HEADINGS[language]
    parts = [
        _each("<p>{}</p>", item[f"body_{language}"].split("\n\n")),
        format_html("<h3>{}</h3><ol>{}</ol>", said["steps"], _each("<li>{}</li>", item[f"steps_{language}"])),
        format_html("<h3>{}</h3><ul>{}</ul>", said["files"], _files(item, documents, language)),
    ]
    if language == "ar" or item["more_sources"]:  # the page itself names the first source, in English
        source = item[f"source_name_{language}"]
        parts.append(format_html("<p>{}: {}{}</p>", said["source"], source, _more(item)))
    return mark_safe("".join(parts))


def with_addition(text, addition):
    """The text of the version before, opened by what is new in this one."""
    return format_html("<p>{}</p>", addition) + mark_safe(text)


def file_name(name, document):
    """What readers see: the document's title in its own language, with the ending of the file."""
    return document[f"title_{document['language']}"].replace(":", " -") + Path(name).suffix


def results(item):
    """The figures as the item's page shows them; a lower bound is called one."""
    least = {"ar": " (على الأقل)", "en": " (at least)"}
    return [
        {
            **{name: result[name] for name in ("before", "after", "unit_ar", "unit_en")},
            **{
                f"measure_{code}": result[f"measure_{code}"] + (words if result["is_lower_bound"] else "")
                for code, words in least.items()
            },
        }
        for result in item["results"]
    ]


def _each(template, texts):
    return format_html_join("", template, ((text,) for text in texts))


def _files(item, documents, language):
    title, why = f"title_{language}", f"why_{language}"
    rows = ((documents[row["file"]][title], row[why]) for row in item["attachments"])
    return format_html_join("", "<li><strong>{}</strong>: {}</li>", rows)


def _more(item):
    addresses = ((address, address) for address in item["more_sources"])
    return format_html_join("", ' · <a href="{}">{}</a>', addresses)
