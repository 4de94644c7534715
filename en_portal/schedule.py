"""When things happen by themselves: one line a task, the plan's own words (or ours) beside it.

Every task is safe to run late and twice: it takes what is due (`<=`), never what falls on one day.
"""

from celery.schedules import crontab

from en_portal.celery import app

EVERY_MINUTE = 60.0

SCHEDULE = {
    # "readyz": operations see that the beat is alive.
    "heartbeat": ("en_portal.tasks.beat_heartbeat", EVERY_MINUTE, "default"),
    # "The row in the database is the truth; the queue is a hint": due mail leaves even when a hint was lost.
    "mail that is due": ("mailing.tasks.sweep", EVERY_MINUTE, "mail"),
    # "Double opt-in": an address whose owner never confirmed is not kept.
    "unconfirmed wishes": ("mailing.tasks.forget_unconfirmed", crontab(hour=4, minute=0), "mail"),
    # "e-newsletter … Monthly edition": a released edition starts at the hour that was set for it.
    "editions that are due": ("newsletter.tasks.start_due_editions", EVERY_MINUTE, "default"),
    # Files whose text could not be read at once (a worker was down) are read again.
    "files without text": ("library.tasks.read_waiting_files", 300.0, "files"),
    # "Members … who have participated in OSTP for at least six months": who comes to meet the rule is told.
    "who became eligible": ("members.tasks.find_eligible", crontab(hour=6, minute=0), "default"),
    # What concerns a person reaches them by mail even when the hint to the queue was lost.
    "notices by mail": ("members.tasks.mail_notices", EVERY_MINUTE, "default"),
    # A long roster is judged and carried out even when the hint to the queue was lost.
    "rosters that wait": ("members.tasks.work_on_rosters", EVERY_MINUTE, "default"),
    # "Personal data: export of mine": copies whose hint was lost are made, and removed after seven days.
    "copies of data that wait": ("members.tasks.make_waiting_exports", 300.0, "default"),
    "copies of data whose days are over": (
        "members.tasks.remove_stale_exports",
        crontab(hour=3, minute=45),
        "default",
    ),
    # "Personal data: … deletion": people who asked for it, and did not cancel it within seven days.
    "erasures that are due": ("members.tasks.erase_due", crontab(hour=2, minute=30), "default"),
    # "Oversee quality control of best-practices": reviews are assigned, brought to mind, passed on.
    "reviews that wait": ("committee.tasks.tend_reviews", crontab(hour=8, minute=0), "default"),
    # "Monthly (meeting or phone call)": the meetings of this month and the next are called by the rule.
    "monthly meetings": ("committee.tasks.plan_meetings", crontab(hour=7, minute=0), "default"),
    # A decision comes back on its day with what happened since; after the month's meetings are called.
    "decisions that come back": (
        "committee.tasks.bring_decisions_back",
        crontab(hour=7, minute=10),
        "default",
    ),
    # Meetings that are near are brought to mind, three days and one day before.
    "meetings that are near": ("committee.tasks.remind_of_meetings", crontab(hour=8, minute=15), "default"),
    # Overdue action items: the owner, then the representative, the chairing province, staff, each once.
    "overdue action items": ("committee.tasks.chase_action_items", crontab(hour=8, minute=30), "default"),
    # "The POCC will approve it": motions close at their hour, and the seats hear of them.
    "motions that are due": ("committee.tasks.tend_motions", EVERY_MINUTE, "default"),
    # Seats that have not answered hear it three working days before a motion closes, and one.
    "answers that are missing": ("committee.tasks.remind_of_motions", crontab(hour=8, minute=45), "default"),
    # "Each quarter one of the provinces will chair the EN": terms begin and end with their quarters.
    "the quarter turns over": ("chairs.tasks.turn_over", crontab(hour=0, minute=10), "default"),
    # Who chairs next hears of it 30, 14 and 3 days before; a quarter without a holder raises an alarm.
    "terms that come up": ("chairs.tasks.remind", crontab(hour=7, minute=30), "default"),
    # "Each quarter the EN will focus on one theme": approved themes begin with their terms.
    "themes that begin": ("themes.tasks.activate", crontab(hour=0, minute=20), "default"),
    # "a specific (and ideally very tangible) goal": what the portal can count itself is counted each morning.
    "goals that compute themselves": ("themes.tasks.measure", crontab(hour=5, minute=30), "default"),
    # "The provincial Chair for the quarter will choose the theme": weekly, while none is chosen.
    "quarters without a theme": ("themes.tasks.remind", crontab(hour=7, minute=45), "default"),
    # Sessions that ended are cleared each night.
    "ended sessions": ("en_portal.tasks.clear_sessions", crontab(hour=3, minute=30), "default"),
}

app.conf.beat_schedule = {
    name: {"task": task, "schedule": when, "options": {"queue": queue, "expires": 3600}}
    for name, (task, when, queue) in SCHEDULE.items()
}
