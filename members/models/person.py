"""The person: one table; member, representative and editor are questions asked of dated rows."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from kit.bilingual import Pair
from kit.text import name_key, sound_key
from members.models.names import NamedQuerySet


def new_public_id():
    """Twelve random letters: the person's public name in addresses."""
    return get_random_string(12, "abcdefghijkmnpqrstuvwxyz")


class PeopleQuerySet(NamedQuerySet):
    def members(self, on):
        """Whose application was approved by `on` and who is not suspended on that day.

        Past members stay members (the plan, *Membership*: "past, present, and future OSTP members").
        """
        from members.models.applications import Application, Suspension

        of_person = {"person": models.OuterRef("pk")}
        return self.filter(
            models.Exists(Application.objects.approved(on).filter(**of_person)),
            ~models.Exists(Suspension.objects.in_force(on).filter(**of_person)),
            erased_at__isnull=True,
        )

    def reachable(self):
        """Who may sign in and has an address to write to."""
        return self.filter(is_active=True, email__isnull=False, erased_at__isnull=True)

    def found_by(self, words):
        """Named so, or with such an address or public id: how staff look for a person."""
        words = words.strip()
        found = models.Q(email__icontains=words) | models.Q(public_id=words)
        if "@" not in words and name_key(words):
            found |= models.Q(pk__in=User.objects.named(words).values("pk"))
        return self.filter(found)


class PeopleManager(BaseUserManager.from_queryset(PeopleQuerySet)):
    def create_user(self, email=None, password=None, **fields):
        """A person; without a password only a code by e-mail signs in."""
        person = self.model(email=self.normalize_email(email) or None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person known to the network; without an e-mail address (from a roster) they cannot sign in."""

    class Digits(models.TextChoices):
        BY_LANGUAGE = "", _("As the language writes them")
        ARABIC = "arab", _("Arabic digits (٠-٩)")
        LATIN = "latn", _("Latin digits (0-9)")

    public_id = models.CharField(
        _("public id"), max_length=12, unique=True, default=new_public_id, editable=False
    )
    email = models.EmailField(_("e-mail address"), null=True, blank=True)
    name_ar = models.CharField(
        _("full name"),
        max_length=150,
        help_text=_("Your name, your father's and your grandfather's, as you write them."),
    )
    name_latin = models.CharField(_("name in Latin letters"), max_length=150, blank=True)
    name_key = models.CharField(max_length=300, editable=False, db_index=True)
    name_sound = models.CharField(max_length=300, editable=False, default="")
    position_ar = models.CharField(_("job title (Arabic)"), max_length=150, blank=True)
    position_en = models.CharField(_("job title (English)"), max_length=150, blank=True)
    language = models.CharField(
        _("language"), max_length=3, choices=[("ar", "العربية"), ("en", "English")], default="ar"
    )
    digits = models.CharField(
        _("digits"), max_length=4, choices=Digits, blank=True, default=Digits.BY_LANGUAGE
    )
    is_staff = models.BooleanField(_("Taqadum staff"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("known since"), default=kit.now)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)

    position = Pair("position")
    objects = PeopleManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name_ar"]

    class Meta:
        ordering = ["name_key"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            GinIndex(OpClass("name_key", "gin_trgm_ops"), name="person_name_key"),
            GinIndex(OpClass("name_sound", "gin_trgm_ops"), name="person_name_sound"),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="person_email_once",
                violation_error_message=_("Somebody with this e-mail address is known already."),
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        self.email = self.__class__.objects.normalize_email(self.email) or None

    def save(self, *args, **kwargs):
        self.email = self.email or None
        self.set_keys()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "name_key", "name_sound"}
        super().save(*args, **kwargs)

    def set_keys(self):
        """What the name is ordered and found by; for `bulk_create`, which calls no `save`."""
        names = f"{self.name_ar} {self.name_latin}"
        self.name_key, self.name_sound = name_key(names)[:300], f" {sound_key(names)[:298]} "

    @property
    def name(self):
        """The name as its owner writes it, or the address while there is none; nobody's once erased."""
        if self.erased_at is not None:
            return gettext("a former member")
        return self.name_ar or self.name_latin or (self.email or "")

    @property
    def is_reachable(self):
        return bool(self.is_active and self.email and self.erased_at is None)

    def get_full_name(self):
        return self.name

    def is_member(self, on):
        return User.objects.members(on).filter(pk=self.pk).exists()
