# The application server and the background work of a production installation. See compose.yaml for both together.
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    STATIC_ROOT=/srv/static \
    MEDIA_ROOT=/srv/media \
    REJECTS_ROOT=/srv/rejects

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --requirement requirements.txt

COPY manage.py LICENSE ./
COPY cms cms
COPY sites sites
COPY home home
COPY search search
COPY templates templates
COPY fixtures fixtures

# The settings want these to start; they serve this step only and are not kept in the image.
RUN python manage.py compile_catalogue --settings cms.settings.base \
 && SECRET_KEY=only-to-collect-static-files-0123456789-abcdefghijklmnop ALLOWED_HOSTS=localhost \
    DATABASE_URL=sqlite:///:memory: python manage.py collectstatic --noinput --verbosity 0 \
 && useradd --system --uid 1000 --home-dir /app lingnan \
 && install --directory --owner lingnan /srv/media /srv/rejects /srv/anchors

USER lingnan
VOLUME /srv/media
EXPOSE 8000
CMD ["gunicorn", "cms.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--timeout", "60", \
     "--no-control-socket", "--access-logfile", "-"]
