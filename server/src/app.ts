import cookie from '@fastify/cookie'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import { Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule, DiscoveryService, MetadataScanner, NestFactory, Reflector } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { ScheduleModule } from '@nestjs/schedule'
import type { OpenAPIObject } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Holders } from './access/holders.js'
import { cookieName, PolicyGuard } from './access/policy.js'
import { refuseOpenRoutes, routesOf } from './access/routes.js'
import { Units } from './access/tree.js'
import { DocsController, Documentation } from './docs/docs-controller.js'
import { documentOf } from './docs/openapi.js'
import { MetricsController } from './catalogue/metrics-controller.js'
import { UnitsController } from './catalogue/units-controller.js'
import { Answers } from './figures/answers.js'
import { ExportsController } from './exports/exports-controller.js'
import { ReportsController } from './exports/reports-controller.js'
import { SheetsController } from './exports/sheets-controller.js'
import { VerifyController } from './exports/verify-controller.js'
import { Asker } from './figures/asker.js'
import { BehindController } from './figures/behind-controller.js'
import { Behind } from './figures/behind.js'
import { ChecksController } from './figures/checks-controller.js'
import { RestatementsController } from './figures/restatements-controller.js'
import { FiguresController } from './figures/figures-controller.js'
import { Versions } from './figures/versions.js'
import { HealthController } from './health/health-controller.js'
import { acceptFiles } from './http/body.js'
import { refuseOddPaths } from './http/canonical-path.js'
import { refuseForeignOrigin } from './http/origin.js'
import { answerProblem, ProblemFilter } from './http/problem-filter.js'
import { SchemaPipe } from './http/schema-pipe.js'
import { Queue } from './jobs/queue.js'
import { MeController } from './me/me-controller.js'
import { isSecure, Means } from './means.js'
import { EventsController } from './news/events-controller.js'
import { News } from './news/listen.js'
import { bootOf } from './page/boot.js'
import { servePage } from './page/page.js'
import { SessionController } from './people/session-controller.js'
import { FreshnessController } from './runs/freshness-controller.js'
import { Freshness } from './runs/freshness.js'
import { RejectedController } from './runs/rejected-controller.js'
import { RunsController } from './runs/runs-controller.js'
import { scheduleOf } from './runs/schedule.js'
import { Worker } from './runs/worker.js'
import { ScreensController } from './screens/screens-controller.js'
import type { Services } from './services.js'
import { AboutController } from './about/about-controller.js'
import { VersionsController } from './figures/versions-controller.js'
import { LinksController } from './kept/links-controller.js'
import { ViewsController } from './kept/views-controller.js'
import { SamplesController } from './samples/samples-controller.js'
import { SetupController } from './setup/setup-controller.js'
import { UploadsController } from './uploads/uploads-controller.js'
import { KnownEventsController } from './why/known-events-controller.js'
import { MapsController } from './maps/maps-controller.js'
import { PlacesController } from './why/places-controller.js'
import { UnitQuestionsController } from './why/unit-questions-controller.js'

class App {}
Module({})(App)

/** The controllers of the API, in the order of its documentation. */
const controllers = [
  HealthController, SessionController, MeController, MetricsController, UnitsController, FiguresController, BehindController, RestatementsController, ChecksController, PlacesController, KnownEventsController, UnitQuestionsController, ReportsController, ExportsController, SheetsController, VerifyController, UploadsController, RunsController, RejectedController, FreshnessController, ScreensController, MapsController, EventsController, DocsController,
  VersionsController, AboutController, ViewsController, LinksController, SamplesController, SetupController,
]

function moduleOf(means: Means, services: Services, documentation: Documentation): DynamicModule {
  return {
    module: App,
    imports: [DiscoveryModule, ScheduleModule.forRoot()],
    controllers: [...controllers],
    providers: [
      { provide: Means, useValue: means },
      { provide: News, useValue: services.news },
      { provide: Units, useValue: services.units },
      { provide: Versions, useValue: services.versions },
      { provide: Freshness, useValue: services.freshness },
      { provide: Holders, useValue: services.holders },
      { provide: Answers, useValue: services.answers },
      { provide: Asker, useValue: services.asker },
      { provide: Behind, useValue: services.behind },
      { provide: Queue, useValue: services.queue },
      { provide: Worker, useValue: services.worker },
      { provide: Documentation, useValue: documentation },
      { provide: APP_GUARD, inject: [Reflector], useFactory: (reflector: Reflector) => new PolicyGuard(reflector, services.holders, cookieName(isSecure(means.config))) },
      { provide: APP_PIPE, useValue: new SchemaPipe() },
      { provide: APP_FILTER, useValue: new ProblemFilter(means.say) },
      ...(services.isScheduled ? [scheduleOf(means.config.schedule)] : []),
    ],
  }
}

/** Builds the application: routes, guards and services, ready to listen. */
export async function createApp(means: Means, services: Services): Promise<NestFastifyApplication> {
  const { config, say } = means
  const adapter = new FastifyAdapter({
    ...(config.tls ? { https: { cert: readFileSync(config.tls.cert), key: readFileSync(config.tls.key) } } : {}),
    trustProxy: config.trustedProxy.length > 0 ? [...config.trustedProxy] : false,
    bodyLimit: 256 * 1024,
    // A slow sender holds a connection, not a thought of ours: but not for ever.
    requestTimeout: 60_000,
    connectionTimeout: 0,
    keepAliveTimeout: 65_000,
    routerOptions: { maxParamLength: 100, ignoreTrailingSlash: false, ignoreDuplicateSlashes: false, caseSensitive: true },
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
    skipMiddie: true,
    multipart: false,
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => answerProblem(error, request, reply, say),
  })
  const fastify = adapter.getInstance()
  fastify.addHook('onRequest', refuseOddPaths)
  fastify.removeContentTypeParser('text/plain')
  acceptFiles(fastify)
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': [`'self'`], 'base-uri': [`'none'`], 'object-src': [`'none'`], 'form-action': [`'self'`], 'frame-ancestors': [`'none'`],
        'script-src': [`'self'`], 'style-src': [`'self'`],
        // Charts place their parts with style attributes; elements and files of style are ours alone.
        'style-src-attr': [`'unsafe-inline'`],
        'img-src': [`'self'`, 'data:', 'blob:'], 'font-src': [`'self'`], 'connect-src': [`'self'`],
      },
    },
    // On plain http they would turn every later visit into a page that cannot be reached.
    strictTransportSecurity: isSecure(config) ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  })
  await fastify.register(cookie)
  await fastify.register(compress, { global: true, threshold: 1024, encodings: ['br', 'gzip'] })
  fastify.addHook('preParsing', async (request) => refuseForeignOrigin(request, config.publicUrl, cookieName(isSecure(config))))

  await servePage(fastify, bootOf(means, services))

  let document: OpenAPIObject | undefined
  const documentation: Documentation = { get: () => (document ??= documentOf(app)) }
  const app = await NestFactory.create<NestFastifyApplication>(moduleOf(means, services, documentation), adapter, { logger: ['error', 'fatal'], bodyParser: false, abortOnError: false })
  refuseOpenRoutes(routesOf(app.get(DiscoveryService), app.get(MetadataScanner), app.get(Reflector)))
  return app
}
