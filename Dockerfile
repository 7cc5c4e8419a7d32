# The archive in one container: web server and worker, data under /data.
FROM python:3.11.13-slim-bookworm AS build
WORKDIR /app
# flashtext, which hazm needs, comes as source only: pip builds its wheel here.
COPY requirements.txt ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
ENV PATH=/opt/venv/bin:$PATH
COPY manage.py ./
COPY config config
COPY persian persian
COPY archive archive
COPY search search
COPY templates templates
COPY static static
COPY locale locale
COPY fixtures fixtures
RUN python -m persian.build_lexicon \
    && python -m compileall -q archive config persian search \
    && SECRET_KEY=only-for-the-build DATA_DIR=/data python manage.py prepare --static-only

FROM python:3.11.13-slim-bookworm
RUN useradd --uid 1000 --create-home archive
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
COPY --from=build --chown=archive:archive /data /data
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 HOST=0.0.0.0 PORT=8000 DATA_DIR=/data
USER archive
WORKDIR /app
VOLUME /data
EXPOSE 8000
# Any answer below 500 will do: a redirect to HTTPS is one too.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import http.client, os, sys; c = http.client.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=4); c.request('GET', '/healthz'); sys.exit(c.getresponse().status >= 500)"]
CMD ["sh", "-c", "python manage.py prepare && exec python manage.py serve"]
