"""The kinds of mail that the portal sends from its first day; staff may reword them."""

import datetime

from django.utils.translation import gettext_lazy as _

ACCOUNT, SAFETY, CONFIRMATION = "account", "safety", "confirmation"
NOTICE, DUTY, PRACTICE, TALK, MESSAGE, SEARCH = "notice", "duty", "practice", "talk", "message", "search"
DIGEST = "digest"
NEWSLETTER, PROVINCE, THEME, LEARNING = "newsletter", "province", "theme", "learning"
# What comes to who belongs to the network, without having been asked for; its topic is the key of the kind.
UNASKED = (DUTY, NOTICE, PRACTICE, TALK, MESSAGE, SEARCH)
# Letters that come unasked, so that each holds a way out.
LEFT_BY_LINK = (*UNASKED, DIGEST)
# What nobody can switch off, and the reason that readers are given.
ALWAYS = {
    ACCOUNT: _("Without it nobody could sign in."),
    SAFETY: _("You must hear of it in time to stop it."),
    CONFIRMATION: _("It comes only when somebody has asked for it with your address."),
}

KINDS = {
    ACCOUNT: {
        "name_ar": "رسائل الحساب",
        "name_en": "Account mail",
        "about_ar": "رموز تسجيل الدخول وما يخص حسابك.",
        "about_en": "Sign-in codes and what concerns your account.",
        "is_essential": True,
        "lifetime": datetime.timedelta(hours=1),
    },
    SAFETY: {
        "name_ar": "أمان حسابك وبياناتك",
        "name_en": "Safety of your account and data",
        "about_ar": "إزالة الخطوة الثانية، ومحو البيانات.",
        "about_en": "A second step that was removed, data that are to be erased.",
        "is_essential": True,
        "lifetime": datetime.timedelta(days=3),
    },
    DUTY: {
        "name_ar": "ما ينتظر منك عملاً",
        "name_en": "What waits for you",
        "about_ar": "التصويت والمراجعات والاجتماعات وبنود العمل ورئاسة الشبكة. ما اقترب موعده يصل فوراً.",
        "about_en": "Votes, reviews, meetings, action items, the chair. What is needed soon comes at once.",
        "is_essential": False,
        "has_rhythm": True,
        "lifetime": datetime.timedelta(days=3),
    },
    NOTICE: {
        "name_ar": "عضويتك وفريقك",
        "name_en": "Your membership and your team",
        "about_ar": "الطلبات والخدمة والدعوات وملفات الأسماء.",
        "about_en": "Applications, service, invitations, rosters.",
        "is_essential": False,
        "has_rhythm": True,
        "lifetime": datetime.timedelta(days=3),
    },
    PRACTICE: {
        "name_ar": "ممارساتك",
        "name_en": "Your practices",
        "about_ar": "نقل الممارسات وتكييفها، وهل ما زالت قيد الاستخدام.",
        "about_en": "Transfers, adaptations, and whether a practice is still in use.",
        "is_essential": False,
        "has_rhythm": True,
        "lifetime": datetime.timedelta(days=3),
    },
    TALK: {
        "name_ar": "التعليقات والأسئلة",
        "name_en": "Comments and questions",
        "about_ar": "ما يُكتب تحت ممارساتك، والأسئلة إلى الشبكة وأجوبتها.",
        "about_en": "What is written under your practices; questions to the network and their answers.",
        "is_essential": False,
        "has_rhythm": True,
        "lifetime": datetime.timedelta(days=3),
    },
    MESSAGE: {
        "name_ar": "رسائل الأعضاء",
        "name_en": "Messages from members",
        "about_ar": "ما يكتبه إليك عضو آخر.",
        "about_en": "What another member writes to you.",
        "is_essential": False,
        "has_rhythm": True,
        "lifetime": datetime.timedelta(days=3),
    },
    SEARCH: {
        "name_ar": "عمليات البحث المحفوظة",
        "name_en": "Saved searches",
        "about_ar": "الجديد في ما تحفظه من بحث؛ ولكل بحث وتيرته الخاصة.",
        "about_en": "What is new under your searches; each search has a rhythm of its own.",
        "is_essential": False,
        "lifetime": datetime.timedelta(days=3),
    },
    DIGEST: {
        "name_ar": "الملخص",
        "name_en": "Digest",
        "about_ar": "ما اخترت أن يصلك مجمّعاً، في رسالة واحدة.",
        "about_en": "What you chose to get gathered, in one letter.",
        "is_essential": False,
        "lifetime": datetime.timedelta(days=3),
    },
    CONFIRMATION: {
        "name_ar": "تأكيد الاشتراك",
        "name_en": "Confirmation of a subscription",
        "about_ar": "رسالة واحدة تسألك هل طلبت الاشتراك حقاً.",
        "about_en": "One mail that asks whether it was you who asked to subscribe.",
        "is_essential": False,
        "lifetime": datetime.timedelta(days=1),
    },
    NEWSLETTER: {
        "name_ar": "النشرة الإخبارية الإلكترونية",
        "name_en": "E-newsletter",
        "about_ar": "ما نجح في المحافظات، مرة كل شهر.",
        "about_en": "What worked in the provinces, once a month.",
        "is_essential": False,
        "has_rhythm": True,
        "lifetime": datetime.timedelta(days=7),
    },
    PROVINCE: {
        "name_ar": "أخبار محافظة",
        "name_en": "News of a province",
        "about_ar": "كلما حققت المحافظة هدفاً من أهدافها الإصلاحية المعلنة.",
        "about_en": "Whenever the province achieves one of its public reform goals.",
        "is_essential": False,
        "has_rhythm": True,
        "lifetime": datetime.timedelta(days=7),
    },
    THEME: {
        "name_ar": "أخبار محور",
        "name_en": "News of a theme",
        "about_ar": "كلما تقدّم هدف من أهداف المحور.",
        "about_en": "Whenever a goal of the theme moves.",
        "is_essential": False,
        "has_rhythm": True,
        "lifetime": datetime.timedelta(days=7),
    },
    LEARNING: {
        "name_ar": "التعلّم المستمر",
        "name_en": "Continuous learning",
        "about_ar": "خطوة من سلسلة تتابعها: مقال أو ورقة عمل.",
        "about_en": "A step of a series that you follow: an article or a worksheet.",
        "is_essential": False,
        "has_rhythm": True,
        "lifetime": datetime.timedelta(days=5),
    },
}


def make_kinds(using="default", **kwargs):
    """Adds the rows that are missing and leaves the others as staff have worded them."""
    from mailing.models import Kind

    for key, words in KINDS.items():
        Kind.objects.using(using).get_or_create(key=key, defaults=words)
