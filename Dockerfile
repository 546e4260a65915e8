# The image: the same locked environment as `make run`, with the project installed as a wheel.
#   docker build -t rafilm .
#   docker build -t rafilm --build-arg TORCH=1 --build-arg TORCH_INDEX=... .    with sentence-transformers and torch too
ARG PYTHON_VERSION=3.11

FROM python:${PYTHON_VERSION}-slim AS build
ENV PIP_NO_CACHE_DIR=1
WORKDIR /app
COPY deploy/environment.sh deploy/
COPY requirements/ requirements/
ARG TORCH=0
ARG TORCH_INDEX=
RUN sh deploy/environment.sh image
COPY . .
RUN .venv/bin/python -m pip install --no-deps --no-build-isolation --no-index .

FROM python:${PYTHON_VERSION}-slim
RUN groupadd --gid 10001 rafilm \
    && useradd --uid 10001 --gid 10001 --home-dir /data --shell /usr/sbin/nologin rafilm \
    && install --directory --owner rafilm --group rafilm /data
COPY --from=build /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    RAFILM_HOME=/data \
    RAFILM_HOST=0.0.0.0 \
    RAFILM_LOG_FORMAT=json
USER 10001:10001
WORKDIR /data
# Kept in the image, so that a container with a new volume starts in seconds.
RUN rafilm index
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ.get(\"RAFILM_PORT\", 8000)}/healthz', timeout=4)"]
CMD ["rafilm", "serve"]
