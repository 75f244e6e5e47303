FROM python:3.11-slim-bookworm AS build
WORKDIR /build
COPY requirements.lock pyproject.toml README.md ./
RUN python -m venv /opt/farolero \
 && /opt/farolero/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock
COPY bot ./bot
COPY migrations ./migrations
RUN /opt/farolero/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim-bookworm
# A number, so that orchestrators can see that it is not root.
RUN mkdir /data && chown 10001:10001 /data \
 && find / -xdev -perm /6000 -type f -exec chmod a-s {} +
COPY --from=build /opt/farolero /opt/farolero
ENV PATH=/opt/farolero/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite+aiosqlite:////data/farolero.sqlite3 HTTP_HOST=0.0.0.0
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
# Importing everything takes some seconds, hence the grace period.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/livez', timeout=4)"]
CMD ["farolero", "run"]
