"""The identity of a best practice: what it is, whose it is, and which revision readers see."""

import uuid

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, Q
from django.db.models.functions import Greatest, Left
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from kit.bilingual import Pair
from kit.quarter import Quarter
from kit.rows import Row
from library.models.tag import Tag
from members.models import Criterion, Province, Solution, Team, User
from themes.models import Theme

READ_FOR_EXCERPT = 8_000  # characters of a file in which the list looks for the words


class Kind(models.TextChoices):
    TOOL = "tool", _("tool")
    APPROACH = "approach", _("approach")
    TEMPLATE = "template", _("template")
    MANUAL = "manual", _("manual")
    CASE_STUDY = "case_study", _("case study")
    SUCCESS_STORY = "success_story", _("success story")
    LESSON_LEARNED = "lesson_learned", _("lesson learned")
    SET_BACK = "set_back", _("set-back")
    MEMBER_PROFILE = "member_profile", _("member profile")
    VIDEO = "video", _("video")
    PHOTO_ALBUM = "photo_album", _("photo album")
    ARTICLE = "article", _("article")
    WORKSHEET = "worksheet", _("worksheet")


class ItemQuerySet(models.QuerySet):
    def published(self):
        """What readers may find: published and not withdrawn."""
        withdrawn = Withdrawal.objects.filter(item=models.OuterRef("pk"))
        return self.filter(~Exists(withdrawn), published_at__isnull=False)

    def readable_by(self, user):
        """Published items: the public ones for everyone, members' items for members and their author."""
        if not user.is_authenticated:
            return self.published().filter(is_public=True)
        if user.is_staff:
            return self.published()
        # One EXISTS that looks at no row of the list: membership costs no query of its own.
        is_member = Exists(User.objects.members(kit.today()).filter(pk=user.pk))
        return self.published().filter(Q(is_public=True) | Q(created_by=user) | is_member)

    def visible_to(self, user):
        """What is readable, and one's own drafts; everything for staff."""
        if not user.is_authenticated:
            return self.readable_by(user)
        if user.is_staff:
            return self
        readable = Item.objects.readable_by(user).filter(pk=models.OuterRef("pk"))
        return self.filter(Q(created_by=user) | Exists(readable))

    def of(self, person):
        return self.filter(created_by=person)

    def with_files(self, characters=0):
        """`files` of the published revision: name, size and the first characters of each, in one column."""
        from library.models import Attachment

        held = Attachment.objects.filter(revisions=models.OuterRef("published_revision")).order_by("pk")
        shown = Row(name="name", size="size", **({"text": Left("text", characters)} if characters else {}))
        return self.annotate(files=ArraySubquery(held.values(file=shown)))

    def with_changed_at(self):
        """`changed_at`: when the version that readers have was approved; never before the first one was."""
        decided = models.F("published_revision__review__decided_at")
        return self.annotate(changed_at=Greatest("published_at", decided))

    def with_usefulness(self):
        """`useful_counts`: to how many people and provinces it was useful, in one column."""
        from library.models.mark import usefulness

        return self.annotate(useful_counts=usefulness())

    def with_downloads(self):
        """`fetched`: how often files of each were taken, all together."""
        from library.models import Attachment

        held = Attachment.objects.filter(item=models.OuterRef("pk")).order_by().with_downloads()
        total = held.values("item").annotate(total=models.Sum("fetched")).values("total")
        return self.annotate(fetched=models.Subquery(total))

    def for_list(self, is_searched=False):
        """What a row of a list shows, in one query; where it was searched also the texts that explain why."""
        shown = ["title_ar", "title_en", "summary_ar", "summary_en"]
        shown += ["problem_ar", "problem_en", "body_ar", "body_en"] if is_searched else []
        facts = [
            "kind",
            "published_at",
            "is_public",
            "is_demonstration",
            "province__name_ar",
            "province__name_en",
            "theme__state",
            "theme__title_ar",
            "theme__title_en",
            "theme__term__quarter",
        ]
        joined = self.select_related("published_revision", "province", "theme__term")
        joined = joined.with_files(characters=READ_FOR_EXCERPT if is_searched else 0).with_usefulness()
        return joined.only(*facts, *(f"published_revision__{name}" for name in shown))

    def with_titles(self):
        """For lists of drafts and published items alike: the published title, else the newest one."""
        from library.models import Revision

        is_published = models.Case(models.When(published_item__isnull=False, then=0), default=1)
        shown = Revision.objects.filter(item=models.OuterRef("pk")).order_by(is_published, "-number")
        titles = {
            f"shown_{name}": models.Subquery(shown.values(name)[:1]) for name in ("title_ar", "title_en")
        }
        return self.annotate(**titles)


class Item(models.Model):
    """A best practice of a province, or material for the whole network. Its text lives in revisions.

    `partners` are further provinces whose practice it is as well; `team` and `solution` are its province's.
    `form_key` names the form it was started with, so that a form sent twice starts one draft. `search`,
    `title_words`, `indexed_as` and the two languages are the index of the published revision
    (library/indexing.py).
    """

    # What the page asks of a reader who signed in, as columns of its query; a visitor has none of it.
    acting_for, own_provinces, question_pk = (), (), None

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="items", null=True, blank=True, verbose_name=_("province")
    )
    partners = models.ManyToManyField(
        Province, related_name="shared_items", blank=True, verbose_name=_("together with")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, related_name="items", null=True, blank=True, verbose_name=_("OSTP team")
    )
    solution = models.ForeignKey(
        Solution, models.PROTECT, related_name="items", null=True, blank=True, verbose_name=_("solution")
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="items", null=True, blank=True, verbose_name=_("criterion")
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="items", null=True, blank=True, verbose_name=_("theme")
    )
    year = models.PositiveSmallIntegerField(_("year of the reform"), null=True, blank=True)
    tags = models.ManyToManyField(Tag, related_name="items", blank=True, verbose_name=_("tags"))
    is_public = models.BooleanField(_("open to everyone"), default=True)
    is_demonstration = models.BooleanField(_("demonstration"), default=False, editable=False)
    created_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="items", verbose_name=_("shared by")
    )
    created_at = models.DateTimeField(_("created at"), default=kit.now)
    published_revision = models.OneToOneField(
        "library.Revision",
        models.PROTECT,
        related_name="published_item",
        null=True,
        blank=True,
        verbose_name=_("published revision"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    form_key = models.UUIDField(_("number of the form"), unique=True, default=uuid.uuid4, editable=False)
    search = SearchVectorField(null=True, editable=False)
    title_words = models.TextField(blank=True, editable=False)
    indexed_as = models.PositiveSmallIntegerField(default=0, editable=False)  # indexing.VERSION of that day
    is_in_arabic = models.BooleanField(_("in Arabic"), default=False, editable=False)
    is_in_english = models.BooleanField(_("in English"), default=False, editable=False)
    objects = ItemQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["form_key", "search", "title_words", "indexed_as", "is_in_arabic", "is_in_english"]
    )

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("item")
        verbose_name_plural = _("items")
        indexes = [
            models.Index("kind", name="item_kind"),
            models.Index("year", name="item_year"),
            models.Index("indexed_as", name="item_indexed_as"),
            # each search would go through what waits to be put in: it is put in at once
            GinIndex("search", name="item_search", fastupdate=False),
            GinIndex(OpClass("title_words", "gin_trgm_ops"), name="item_title_words", fastupdate=False),
            models.Index(
                fields=["-published_at", "-id"], name="item_newest", condition=Q(published_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_revision__isnull=True, published_at__isnull=True)
                | Q(published_revision__isnull=False, published_at__isnull=False),
                name="item_published_with_date",
                violation_error_message=_("A published item needs its revision and its date."),
            )
        ]

    def __str__(self):
        if "shown_title_ar" in self.__dict__:
            title = Pair("shown_title").read(self)
        else:
            revision = self.published_revision or self.newest
            title = revision.title if revision else ""
        return str(title) or f"{self.get_kind_display()} {self.pk}"

    def get_absolute_url(self):
        return reverse("library:item", args=[self.pk])

    @property
    def owners(self):
        """Keys of all provinces whose practice it is."""
        rows = self.__dict__.get("partner_rows")  # a page asks for them in its own query
        further = self.partners.values_list("pk", flat=True) if rows is None else [row["pk"] for row in rows]
        return {self.province_id, *further} - {None}

    @property
    def newest(self):
        return self.revisions.order_by("-number").first()

    @property
    def is_of_current_theme(self):
        """Whether it belongs to the theme of this quarter."""
        theme = self.theme
        return bool(
            theme and theme.state == Theme.State.ACTIVE and theme.term.quarter == Quarter.of(kit.today())
        )

    @property
    def is_withdrawn(self):
        return hasattr(self, "withdrawal")


class Withdrawal(models.Model):
    """A published item taken back, by whom and why."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="withdrawal", verbose_name=_("item"))
    by = models.ForeignKey("members.User", models.PROTECT, related_name="withdrawals", verbose_name=_("by"))
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(_("when"), default=kit.now)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")

    def __str__(self):
        return f"{self.item}: {self.reason}"


class Contributor(models.Model):
    """A person recognised for an item, known to the portal or by name alone."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="contributors", verbose_name=_("item"))
    person = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="contributions",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=150)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        constraints = [
            models.UniqueConstraint(
                "item",
                "name",
                name="contributor_once",
                violation_error_message=_("This person is named already."),
            )
        ]

    def __str__(self):
        return self.name
