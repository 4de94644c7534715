"""The kinds of mail that the portal sends from its first day; staff may reword them."""

import datetime

ACCOUNT, NOTICE, CONFIRMATION, NEWSLETTER = "account", "notice", "confirmation", "newsletter"
# Letters that come unasked, so that each holds a way out; its topic is the key of the kind.
LEFT_BY_LINK = (NOTICE,)
PROVINCE, THEME = "province", "theme"

KINDS = {
    ACCOUNT: {
        "name_ar": "رسائل الحساب",
        "name_en": "Account mail",
        "about_ar": "رموز تسجيل الدخول وما يخص حسابك.",
        "about_en": "Sign-in codes and what concerns your account.",
        "is_essential": True,
        "lifetime": datetime.timedelta(hours=1),
    },
    NOTICE: {
        "name_ar": "الإشعارات",
        "name_en": "Notices",
        "about_ar": "ما ينتظر منك عملاً أو يخص عملك في الشبكة.",
        "about_en": "What waits for you, or concerns your work in the network.",
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
        "lifetime": datetime.timedelta(days=7),
    },
    PROVINCE: {
        "name_ar": "أخبار محافظة",
        "name_en": "News of a province",
        "about_ar": "كلما حققت المحافظة هدفاً من أهدافها الإصلاحية المعلنة.",
        "about_en": "Whenever the province achieves one of its public reform goals.",
        "is_essential": False,
        "lifetime": datetime.timedelta(days=7),
    },
    THEME: {
        "name_ar": "أخبار محور",
        "name_en": "News of a theme",
        "about_ar": "كلما تقدّم هدف من أهداف المحور.",
        "about_en": "Whenever a goal of the theme moves.",
        "is_essential": False,
        "lifetime": datetime.timedelta(days=7),
    },
}


def make_kinds(using="default", **kwargs):
    """Adds the rows that are missing and leaves the others as staff have worded them."""
    from mailing.models import Kind

    for key, words in KINDS.items():
        Kind.objects.using(using).get_or_create(key=key, defaults=words)
