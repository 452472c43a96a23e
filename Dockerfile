# The program and its page on Debian 13 slim, run by a user of its own.
FROM debian:13-slim AS build
WORKDIR /src
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates make
# Packages first: they change less often than the sources.
COPY scripts/setup scripts/setup
COPY web/package.json web/package-lock.json web/.npmrc web/
COPY web/codegen/package.json web/codegen/package-lock.json web/codegen/
RUN scripts/setup run
COPY . .
RUN make build

FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        ca-certificates libbrotli1 libcurl4t64 libmariadb3 libmicrohttpd12t64 libpcre2-8-0 libpq5 \
        libsodium23 libsqlite3-0 libxxhash0 libyyjson0 libzstd1 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin gosnag \
    && install -d -o gosnag -g gosnag -m 700 /data
COPY --from=build /src/gosnag /usr/local/bin/gosnag
# Every shared library it wants is in the list above, or the image is not made.
RUN ! ldd /usr/local/bin/gosnag | grep 'not found'
USER gosnag
WORKDIR /data
ENV DATA_DIR=/data PORT=8080
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /ready HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
CMD ["gosnag"]
