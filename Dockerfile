# Builds with everything, ships with what runs. Debian, for the bundled PostgreSQL and argon2 need glibc.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY metrics/package.json metrics/
COPY db/package.json db/
COPY etl/package.json etl/
COPY demo/package.json demo/
COPY reports/package.json reports/
COPY server/package.json server/
COPY web/package.json web/
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data HOST=0.0.0.0 PORT=3000 DEMO=off METRICS_PORT=off
WORKDIR /app
COPY --from=build --chown=root:root /app/package.json /app/package-lock.json /app/start.js ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/metrics/package.json metrics/
COPY --from=build /app/metrics/dist metrics/dist
COPY --from=build /app/db/package.json db/
COPY --from=build /app/db/dist db/dist
COPY --from=build /app/db/migrations db/migrations
COPY --from=build /app/db/units db/units
COPY --from=build /app/db/calendar db/calendar
COPY --from=build /app/etl/package.json etl/
COPY --from=build /app/etl/dist etl/dist
COPY --from=build /app/etl/models etl/models
COPY --from=build /app/etl/checks etl/checks
COPY --from=build /app/etl/child etl/child
COPY --from=build /app/demo/package.json demo/
COPY --from=build /app/demo/dist demo/dist
COPY --from=build /app/demo/systems demo/systems
COPY --from=build /app/reports/package.json reports/
COPY --from=build /app/reports/dist reports/dist
COPY --from=build /app/server/package.json server/
COPY --from=build /app/server/dist server/dist
COPY --from=build /app/web/dist web/dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD node -e "const https=require(process.env.TLS_CERT?'node:https':'node:http');https.get({port:process.env.PORT,path:'/api/health',rejectUnauthorized:false},r=>process.exit(r.statusCode===200?0:1)).on('error',()=>process.exit(1))"
CMD ["node", "server/dist/run.js"]
