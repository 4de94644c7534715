"""The rich editor's configuration: what our allow-list keeps, and nothing that writes styles."""

_STYLING = """
    Font FontFamily FontSize FontColor FontBackgroundColor Alignment TableProperties TableCellProperties
    ImageResize ListProperties GeneralHtmlSupport Style HtmlEmbed MediaEmbed FullPage Markdown SourceEditing
    CKFinderUploadAdapter IndentBlock Mention PageBreak Highlight ShowBlocks FindAndReplace TodoList Autosave
    Image ImageBlock ImageCaption ImageInline ImageInsert ImageStyle ImageToolbar ImageUpload AutoImage
    SimpleUploadAdapter PictureEditing LinkImage
"""
_BUTTONS = """
    heading | bold italic link | bulletedList numberedList blockQuote insertTable | undo redo removeFormat
"""
REMOVED = _STYLING.split()
TOOLBAR = _BUTTONS.split()


def _config(language: str) -> dict:
    return {
        "language": language,  # a plain string: the dict form loads no Arabic
        "toolbar": {"items": TOOLBAR},
        "removePlugins": REMOVED,
        "table": {"contentToolbar": ["tableColumn", "tableRow", "mergeTableCells"]},
        "heading": {
            "options": [
                {"model": "paragraph", "title": "Paragraph"},
                {"model": "heading2", "view": "h2", "title": "Heading 2"},
                {"model": "heading3", "view": "h3", "title": "Heading 3"},
            ]
        },
        "link": {"defaultProtocol": "https://"},
        "ui": {"poweredBy": {"label": None}},  # the mark stays; its grey words are too pale to read
    }


CKEDITOR_5_CONFIGS = {"default": _config("en"), "en": _config("en"), "ar": _config("ar")}
