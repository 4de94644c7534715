# One image for web, worker and beat: which of them a container is, its command says.
FROM python:3.11-slim-bookworm AS build
RUN python -m venv /opt/venv
COPY requirements/base.txt /tmp/base.txt
RUN /opt/venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r /tmp/base.txt
WORKDIR /app
COPY . .
# Static files are hashed and compressed into the image; these values hold only for this one step.
RUN DJANGO_SETTINGS_MODULE=en_portal.settings.production \
    PORTAL_SECRET_KEY="only-for-collecting-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG" \
    PORTAL_HOSTS=network.example PORTAL_ORIGIN=https://network.example PORTAL_MAIL_DOMAIN=network.example \
    DATABASE_URL=postgres://nobody@db/none REDIS_URL=redis://redis:6379 EMAIL_URL=smtp://mail:25 \
    /opt/venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && /opt/venv/bin/python -m compileall -q en_portal kit mailing members committee chairs themes library newsletter

FROM python:3.11-slim-bookworm
# Previews of films; everything else comes as wheels.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends ffmpeg \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal /app/media /app/senders /app/erasures
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=en_portal.settings.production \
    PORTAL_VAR=/app/var \
    PORTAL_MEDIA=/app/media \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000
USER portal
VOLUME ["/app/media", "/app/senders", "/app/erasures"]
EXPOSE 8000
ENTRYPOINT ["/app/deploy/entrypoint"]
CMD ["python", "-m", "granian", "--interface", "wsgi", "--respawn-failed-workers", "en_portal.wsgi:application"]
