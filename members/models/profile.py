"""What a person says of themselves, and who may see which of their channels."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from kit.text import name_key


class Profile(models.Model):
    """Skills, questions one may be asked, a photo; who is not listed is not found in the directory."""

    person = models.OneToOneField(
        "members.User", models.CASCADE, related_name="profile", verbose_name=_("person")
    )
    skills = ArrayField(models.CharField(max_length=60), verbose_name=_("skills"), default=list, blank=True)
    skill_keys = ArrayField(models.CharField(max_length=60), default=list, blank=True, editable=False)
    ask_about = models.TextField(_("ask me about"), max_length=600, blank=True)
    photo = models.CharField(_("photo"), max_length=100, blank=True, editable=False)
    is_listed = models.BooleanField(
        _("listed in the directory"),
        default=True,
        help_text=_("Members find you by name, province, criterion, role and skill."),
    )
    history = HistoricalRecords(excluded_fields=["skill_keys"])

    class Meta:
        ordering = ["pk"]
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        indexes = [GinIndex("skill_keys", name="profile_skills")]

    def __str__(self):
        return str(self.person)

    def save(self, *args, **kwargs):
        self.skill_keys = [name_key(skill)[:60] for skill in self.skills]
        super().save(*args, **kwargs)


class ChannelQuerySet(models.QuerySet):
    def visible_to(self, viewer, on=None):
        """Channels that this viewer may see: one's own, and others' by the visibility of each.

        Nobody sees more than the owner chose: Taqadum staff see what is shown to all members.
        """
        from members.models.teams import Service

        if not viewer.is_authenticated:
            return self.none()
        on = on or kit.today()
        belongs = Exists(viewer.__class__.objects.members(on).filter(pk=viewer.pk))
        mates = Service.objects.confirmed().current(on)
        in_province = Exists(
            mates.filter(
                person=OuterRef("person"),
                team__province__in=mates.filter(person=viewer).values("team__province"),
            )
        )
        shown = Q(visibility=Channel.Visibility.MEMBERS) & (Q() if viewer.is_staff else Q(belongs))
        shown |= Q(belongs, in_province, visibility=Channel.Visibility.PROVINCE)
        return self.filter(Q(person=viewer) | shown)


class Channel(models.Model):
    """One way to reach a person, shown only to whom its owner chose."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("telephone")
        WHATSAPP = "whatsapp", "WhatsApp"
        TELEGRAM = "telegram", "Telegram"
        EMAIL = "email", _("e-mail")

    class Visibility(models.TextChoices):
        NOBODY = "nobody", _("only me")
        PROVINCE = "province", _("members of my province")
        MEMBERS = "members", _("all members")

    person = models.ForeignKey(
        "members.User", models.CASCADE, related_name="channels", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.CharField(_("number or address"), max_length=120)
    visibility = models.CharField(
        _("who sees it"), max_length=10, choices=Visibility, default=Visibility.NOBODY
    )
    objects = ChannelQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [
            models.UniqueConstraint(
                F("person"),
                F("kind"),
                F("value"),
                name="channel_once",
                violation_error_message=_("You have given this already."),
            )
        ]

    def __str__(self):
        """Without the number or address: this stands in titles, histories and the trail of the admin."""
        return f"{self.person} · {self.get_kind_display()}"

    @property
    def link(self):
        """What a telephone opens: a call, a chat, a mail."""
        number = self.value.removeprefix("+").removeprefix("00")
        abroad = f"964{number[1:]}" if number.startswith("0") else number
        return {
            self.Kind.PHONE: f"tel:{self.value}",
            self.Kind.WHATSAPP: f"https://wa.me/{abroad}",
            self.Kind.TELEGRAM: f"https://t.me/{self.value.removeprefix('@')}",
            self.Kind.EMAIL: f"mailto:{self.value}",
        }[self.kind]
