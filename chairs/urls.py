"""Addresses of chairing."""

from django.urls import path

from chairs.views import calendar, desk, order

app_name = "chairs"
urlpatterns = [
    path("calendar/", calendar.mine, name="calendar"),
    path("calendar/address/", calendar.renew, name="calendar_renew"),
    path("", order.order, name="order"),
    path("order/new/", order.propose, name="order_new"),
    path("swaps/<int:pk>/", order.swap, name="swap"),
    path("terms/<int:pk>/", desk.desk, name="desk"),
    path("terms/<int:pk>/acceptance/", desk.accept, name="accept"),
    path("terms/<int:pk>/skip/", desk.skip, name="skip"),
    path("terms/<int:pk>/swap/", desk.ask_swap, name="ask_swap"),
    path("terms/<int:pk>/editors/", desk.editors, name="editors"),
    path("terms/<int:pk>/duties/<slug:duty>/", desk.duty, name="duty"),
    path("terms/<int:pk>/hand-over/", desk.hand_over, name="hand_over"),
    path("terms/<int:pk>/hand-over/receipt/", desk.receive, name="receive"),
]
