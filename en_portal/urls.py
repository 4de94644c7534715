"""Pages stand under /ar/ and /en/; machines' addresses (health, files, feeds, one-click) stand outside."""

from allauth.socialaccount.views import login_error
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from en_portal import (
    feeds,
    following,
    goals,
    health,
    metrics,
    quarters,
    sitemaps,
    term_report,
    transfers,
    views,
)

urlpatterns = [
    path("", views.choose_language, name="root"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("", include("kit.roots")),
    path("", include("mailing.roots")),
    path("", include("members.roots")),
    path("", include("library.roots")),
    path("", include("newsletter.roots")),
    path("", include("chairs.roots")),
    path("feeds/goals.<str:language>.xml", login_not_required(feeds.GoalFeed()), name="goals_feed"),
    path(
        "feeds/practices.<str:language>.xml", login_not_required(feeds.PracticeFeed()), name="practices_feed"
    ),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemaps"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("transfers/", transfers.transfers, name="transfers"),
        path("goals/", goals.goals, name="goals"),
        path("goals/asked/", following.asked, name="goals_asked"),
        path("goals/<str:code>/", goals.goals, name="goals_of_province"),
        path("goals/<str:code>/follow/", following.follow, name="goals_follow"),
        path("", include("kit.urls")),
        # allauth leaves this page closed, and who could not sign in by Facebook would never read why.
        path(
            "accounts/3rdparty/login/error/",
            login_not_required(login_error),
            name="socialaccount_login_error",
        ),
        path("accounts/", include("allauth.urls")),
        path("members/", include("members.urls")),
        path("committee/", include("committee.urls")),
        path("quarters/", quarters.quarter, name="quarter_now"),
        path("quarters/<quarter:quarter>/", quarters.quarter, name="quarter"),
        path("quarters/<quarter:quarter>/report/", term_report.page, name="term_report"),
        path("quarters/<quarter:quarter>/report.pdf", term_report.paper, name="term_report_pdf"),
        path("chairs/", include("chairs.urls")),
        path("themes/<int:pk>/follow/", following.follow_theme, name="theme_follow"),
        path("themes/", include("themes.urls")),
        path("library/", include("library.urls")),
        path("newsletter/", include("newsletter.urls")),
        path("mail/", include("mailing.urls")),
        path("admin/", admin.site.urls),
        *([path("demonstration/", include("en_portal.demo.urls"))] if settings.DEMONSTRATION else []),
    ),
]
handler429 = views.too_many  # allauth's limits answer by it
