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
    # "A digest only when there is news", on the morning of working days; later hours find nothing to tell,
    # unless the morning's run was missed.
    "digests": ("mailing.tasks.send_digests", crontab(hour="7-16", minute=35), "mail"),
    # Bounces and complaints are read even when the hint was lost; raw mail is kept for some days.
    "mail that came in": ("mailing.tasks.read_inbound", EVERY_MINUTE, "mail"),
    "mail that came in long ago": ("mailing.tasks.forget_inbound", crontab(hour=4, minute=10), "mail"),
    # "Double opt-in": an address whose owner never confirmed is not kept, nor what digests told long ago.
    "unconfirmed wishes": ("mailing.tasks.forget_unconfirmed", crontab(hour=4, minute=0), "mail"),
    "rows of imports": ("newsletter.tasks.forget_rows_of_imports", crontab(hour=4, minute=20), "default"),
    # "e-newsletter … Monthly edition": a released edition starts at the hour that was set for it.
    "editions that are due": ("newsletter.tasks.start_due_editions", EVERY_MINUTE, "default"),
    # Files whose text could not be read at once (a worker was down) are read again.
    "files without text": ("library.tasks.read_waiting_files", 300.0, "files"),
    # Search as it is after an upgrade: what an older version indexed is indexed anew, some hundreds a minute.
    "items of an older index": ("library.tasks.index_anew", EVERY_MINUTE, "files"),
    # Files that arrived whole while the scanner or a worker was away join their drafts.
    "files that arrived": ("library.tasks.settle_uploads", EVERY_MINUTE, "files"),
    # Files that were to go while the bucket was away, after an erasure too: tried until they are gone.
    "files to be gone": ("kit.tasks.remove_left_behind", 300.0, "files"),
    # Nobody went on with them for three days: what arrived of a file is not kept.
    "uploads left behind": ("library.tasks.remove_stale_uploads", crontab(minute=20), "files"),
    # Folders of documents are judged and carried out even when the hint to the queue was lost.
    "folders of documents that wait": ("library.tasks.work_on_imports", EVERY_MINUTE, "files"),
    "folders that nobody confirmed": (
        "library.tasks.remove_stale_imports",
        crontab(hour=3, minute=50),
        "files",
    ),
    # What was published a year ago, or last confirmed then: is it still in use? Asked on working days.
    "practices in use": ("library.tasks.ask_what_is_in_use", crontab(hour=8, minute=20), "default"),
    # "By regularly distributing such material to EN members": a step of each series, on its working day.
    "steps of learning series": ("library.tasks.send_learning", crontab(hour=8, minute=20), "default"),
    # "Downloads counted": of past days the number stays, and nothing of who took a file.
    "downloads of past days": ("library.tasks.fold_downloads", crontab(hour=0, minute=40), "default"),
    # Saved searches: on working days who keeps one hears of what is new, in one letter for all of theirs.
    "searches that members keep": ("library.tasks.tell_of_new", crontab(hour=8, minute=20), "default"),
    # "Members … who have participated in OSTP for at least six months": who comes to meet the rule is told.
    "who became eligible": ("members.tasks.find_eligible", crontab(hour=6, minute=0), "default"),
    # What concerns a person reaches them by mail even when the hint to the queue was lost.
    "notices by mail": ("members.tasks.mail_notices", EVERY_MINUTE, "default"),
    # One table of rules (docs/operations.md), each step once: what a run has missed, the next one takes.
    "reminders": ("members.tasks.remind", crontab(hour="8-16", minute=0), "default"),
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
    # "Oversee quality control of best-practices": reviews are assigned and passed on.
    "reviews that wait": ("committee.tasks.tend_reviews", crontab(hour=8, minute=0), "default"),
    # "One individual from each provincial OSTP team": who serves in it no more holds its seat no more.
    "seats of who serves no more": ("committee.tasks.end_holding", crontab(hour=0, minute=5), "default"),
    # "Monthly (meeting or phone call)": the meetings of this month and the next are called by the rule.
    "monthly meetings": ("committee.tasks.plan_meetings", crontab(hour=7, minute=0), "default"),
    # A decision comes back on its day with what happened since; after the month's meetings are called.
    "decisions that come back": (
        "committee.tasks.bring_decisions_back",
        crontab(hour=7, minute=10),
        "default",
    ),
    # "The POCC will approve it": motions close at their hour, and the seats hear of them.
    "motions that are due": ("committee.tasks.tend_motions", EVERY_MINUTE, "default"),
    # "Each quarter one of the provinces will chair the EN": terms begin and end with their quarters.
    "the quarter turns over": ("chairs.tasks.turn_over", crontab(hour=0, minute=10), "default"),
    # "Each quarter the EN will focus on one theme": approved themes begin with their terms.
    "themes that begin": ("themes.tasks.activate", crontab(hour=0, minute=20), "default"),
    # "a specific (and ideally very tangible) goal": what the portal can count itself is counted each morning.
    "goals that compute themselves": ("themes.tasks.measure", crontab(hour=5, minute=30), "default"),
    # Sessions that ended are cleared each night.
    "ended sessions": ("en_portal.tasks.clear_sessions", crontab(hour=3, minute=30), "default"),
}

app.conf.beat_schedule = {
    name: {"task": task, "schedule": when, "options": {"queue": queue, "expires": 3600}}
    for name, (task, when, queue) in SCHEDULE.items()
}
