"""The directory's rows follow what they are made of, whoever writes it: a function and triggers.

`members_list` writes the listings of some people anew. A person is listed in each span of days on which their
application is approved and they are not suspended, unless they are erased, may not sign in or do not want to
be listed. Spans turn where a service or a suspension begins or ends and on the day of membership.
Two at once about the same person take turns; a statement about very many people keeps all others waiting.
"""

from django.db import migrations

LIST = """
CREATE FUNCTION members_list(whose bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(whose) > 500 THEN
        LOCK TABLE members_listing IN SHARE ROW EXCLUSIVE MODE;
    ELSE
        LOCK TABLE members_listing IN ROW EXCLUSIVE MODE;
        PERFORM pg_advisory_xact_lock('members_listing'::regclass::oid::int, person::int)
            FROM (SELECT DISTINCT unnest(whose) AS person ORDER BY 1) one_after_the_other;
    END IF;
    DELETE FROM members_listing WHERE person_id = ANY(whose);
    INSERT INTO members_listing
        (person_id, from_on, until_on, name_key, name_sound, facets, labels, is_serving)
    WITH turns AS (
        SELECT person_id, member_since AS day FROM members_application
            WHERE person_id = ANY(whose) AND state = 'approved'
        UNION SELECT person_id, from_on FROM members_service
            WHERE person_id = ANY(whose) AND confirmed_at IS NOT NULL
        UNION SELECT person_id, until_on + 1 FROM members_service
            WHERE person_id = ANY(whose) AND confirmed_at IS NOT NULL AND until_on IS NOT NULL
        UNION SELECT person_id, from_on FROM members_suspension WHERE person_id = ANY(whose)
        UNION SELECT person_id, until_on + 1 FROM members_suspension
            WHERE person_id = ANY(whose) AND until_on IS NOT NULL
    ), spans AS (
        SELECT person_id, day AS from_on,
            lead(day) OVER (PARTITION BY person_id ORDER BY day) - 1 AS until_on
        FROM turns
    )
    SELECT person.id, span.from_on, span.until_on, person.name_key, person.name_sound,
        coalesce(said.facets, '{}'), coalesce(said.labels, '{}'), serving.now
    FROM spans span
    JOIN members_user person ON person.id = span.person_id AND person.is_active AND person.erased_at IS NULL
    JOIN members_application application ON application.person_id = person.id
        AND application.state = 'approved' AND application.member_since <= span.from_on
    LEFT JOIN members_profile profile ON profile.person_id = person.id
    CROSS JOIN LATERAL (
        SELECT coalesce(bool_or(coalesce(until_on, 'infinity') >= span.from_on), false) AS now
        FROM members_service
        WHERE person_id = person.id AND confirmed_at IS NOT NULL AND from_on <= span.from_on
    ) serving
    CROSS JOIN LATERAL (
        SELECT array_agg(facet ORDER BY facet) AS facets, array_agg(label ORDER BY facet) AS labels
        FROM (
            SELECT facet, NULL AS label
            FROM members_service service
            JOIN members_team team ON team.id = service.team_id
            JOIN members_province province ON province.id = team.province_id
            CROSS JOIN LATERAL (
                SELECT 'role:' || service.role
                UNION SELECT 'province:' || province.code
                UNION SELECT 'criterion:' || criterion.number
                FROM members_service_criteria held JOIN members_criterion criterion
                    ON criterion.id = held.criterion_id
                WHERE held.service_id = service.id
            ) of_service (facet)
            WHERE service.person_id = person.id AND service.confirmed_at IS NOT NULL
                AND service.from_on <= span.from_on
                AND (NOT serving.now OR coalesce(service.until_on, 'infinity') >= span.from_on)
            GROUP BY facet
            UNION ALL
            SELECT 'skill:' || key, min(skill)
            FROM unnest(profile.skill_keys, profile.skills) skilled (key, skill)
            WHERE key <> '' GROUP BY key
        ) each
    ) said
    WHERE coalesce(profile.is_listed, true) AND NOT EXISTS (
        SELECT FROM members_suspension
        WHERE person_id = person.id AND from_on <= span.from_on
            AND coalesce(until_on, 'infinity') >= span.from_on
    );
END $$;

CREATE FUNCTION members_list_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whose bigint[];
BEGIN
    EXECUTE TG_ARGV[0] INTO whose;
    IF whose IS NOT NULL THEN
        PERFORM members_list(whose);
    END IF;
    RETURN NULL;
END $$;
"""
UNDONE = "DROP FUNCTION members_list_changed(); DROP FUNCTION members_list(bigint[]);"

ROWS = {
    "INSERT": "SELECT * FROM new_rows",
    "UPDATE": "SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows",
    "DELETE": "SELECT * FROM old_rows",
}
NAMES = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
}
OF_PERSON = "SELECT array_agg(DISTINCT person_id) FROM ({rows}) changed"
OF_SERVICE = """
    SELECT array_agg(DISTINCT service.person_id)
    FROM ({rows}) changed JOIN members_service service ON service.id = changed.service_id
"""
CHANGED = "old_rows was JOIN new_rows changed ON changed.id = was.id"
# Who signs in is written too: only what is listed counts.
OF_NAME = f"""
    SELECT array_agg(changed.id) FROM {CHANGED}
    WHERE (was.name_key, was.name_sound, was.is_active, was.erased_at)
        IS DISTINCT FROM (changed.name_key, changed.name_sound, changed.is_active, changed.erased_at)
"""
OF_TEAM = f"""
    SELECT array_agg(DISTINCT service.person_id) FROM {CHANGED}
    JOIN members_service service ON service.team_id = changed.id WHERE was.province_id <> changed.province_id
"""
OF_PROVINCE = f"""
    SELECT array_agg(DISTINCT service.person_id) FROM {CHANGED}
    JOIN members_team team ON team.province_id = changed.id
    JOIN members_service service ON service.team_id = team.id WHERE was.code <> changed.code
"""
OF_CRITERION = f"""
    SELECT array_agg(DISTINCT service.person_id) FROM {CHANGED}
    JOIN members_service_criteria held ON held.criterion_id = changed.id
    JOIN members_service service ON service.id = held.service_id WHERE was.number <> changed.number
"""
EVERY = ("INSERT", "UPDATE", "DELETE")
# table → (verbs, whose listings they change); a person who is new has no application yet.
FOLLOWED = {
    "members_application": (EVERY, OF_PERSON),
    "members_service": (EVERY, OF_PERSON),
    "members_suspension": (EVERY, OF_PERSON),
    "members_profile": (EVERY, OF_PERSON),
    "members_service_criteria": (EVERY, OF_SERVICE),
    "members_user": (("UPDATE",), OF_NAME),
    "members_team": (("UPDATE",), OF_TEAM),
    "members_province": (("UPDATE",), OF_PROVINCE),
    "members_criterion": (("UPDATE",), OF_CRITERION),
}


def triggers():
    """(SQL that makes it, SQL that removes it), one a table and verb."""
    for table, (verbs, asked) in FOLLOWED.items():
        for verb in verbs:
            name = f"listing_after_{verb.lower()}"
            question = asked.format(rows=ROWS[verb]).replace("'", "''")
            yield (
                f"CREATE TRIGGER {name} AFTER {verb} ON {table} {NAMES[verb]} FOR EACH STATEMENT"
                f" EXECUTE FUNCTION members_list_changed('{question}')",
                f"DROP TRIGGER {name} ON {table}",
            )


class Migration(migrations.Migration):
    replaces = [("members", "0017_directory_keeps_itself")]
    dependencies = [("members", "0001_squashed")]
    operations = [
        migrations.RunSQL(LIST, UNDONE),
        *(migrations.RunSQL(made, removed) for made, removed in triggers()),
    ]
