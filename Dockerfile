# The worker as an image: no shell, not root, nothing written but /tmp and the volume /data.
FROM mcr.microsoft.com/dotnet/sdk:10.0.100-noble AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY index-templates index-templates
COPY src src
RUN dotnet publish src/BehaviorElasticSidecar.Worker --configuration Release --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0.0-noble-chiseled
COPY --from=build /app /app
COPY LICENSE /app/LICENSE
# Diagnostics would write sockets to /tmp that nobody here reads.
ENV DOTNET_EnableDiagnostics=0 \
    BEHAVIOR_SIDECAR__SCHEDULE__HEARTBEAT=/tmp/behavior-sidecar.heartbeat
# Relative paths (results of 'analyze', detectors.d) start here.
WORKDIR /data
VOLUME /data
# The number, so that 'runAsNonRoot' can be checked without a passwd file.
USER 1654:1654
# Fails when the worker hangs, or its last cycle did not end well. A back-fill counts as alive while it progresses.
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s --retries=3 CMD ["/app/behavior-sidecar", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/behavior-sidecar"]
CMD ["run"]
