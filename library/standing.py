"""Who belongs to a province: the people who act for it in a transfer, and who hears of one."""

from django.db.models import Exists, Q

import kit
from committee.models import Seat
from members.models import Province, Service, User


def acting_for(user):
    """Keys of the provinces for which a member acts in transfers, as rows; nobody else acts for any."""
    if not user.is_authenticated:
        return Service.objects.none().values_list("team__province", flat=True)
    today = kit.today()
    is_member = Exists(User.objects.members(today).filter(pk=user.pk))
    served = Service.objects.confirmed().current(today).of(user).filter(is_member)
    seats = Seat.objects.open(today).held_by(user).filter(is_member)
    keys = served.order_by().values_list("team__province", flat=True)
    return keys.union(seats.order_by().values_list("province", flat=True))


def people_of(province):
    """Members who serve in the province's team or hold its seat: whom a transfer may name."""
    today = kit.today()
    seats = Seat.objects.open(today).filter(province=province)
    serving = Service.objects.confirmed().current(today).filter(team__province=province)
    own = Q(pk__in=serving.values("person")) | Q(pk__in=seats.values("representative"))
    own |= Q(pk__in=seats.values("alternate"))
    return User.objects.members(today).filter(own)


def leads_of(province):
    """Who leads the province's team, and its representative: who hears when nobody is named."""
    today = kit.today()
    leading = Service.objects.leading(today).filter(team__province=province)
    seats = Seat.objects.open(today).filter(province=province)
    return User.objects.filter(Q(pk__in=leading.values("person")) | Q(pk__in=seats.values("representative")))


def own_province(person):
    """Where the person serves, the latest service first."""
    served = Province.objects.filter(teams__services__person=person)
    return served.order_by("-teams__services__from_on").first()
