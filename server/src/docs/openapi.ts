import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger'
import { routesOf } from '../access/routes.js'

/** The description of the API, OpenAPI 3.1, made from the routes and their schemas. */
export function documentOf(app: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Mingshu 明数')
    .setDescription(
      'Figures that prove themselves. Values are decimal strings or null; null is never zero. Shares and rates are fractions of one. ' +
      'Errors are RFC 9457 problem details in Chinese, or in English with ?lang=en. Unknown parameters are refused.')
    .setVersion('0.1.0')
    .addCookieAuth('mingshu', { type: 'apiKey', in: 'cookie' }, 'session')
    .addBearerAuth({ type: 'http', description: 'A personal token: npm run mingshu -- user token <login>' }, 'token')
    .build()
  const document = SwaggerModule.createDocument(app, builder, { operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`.toLowerCase() })
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: problem } }
  for (const { method, path, policy } of routesOf(app.get(DiscoveryService), app.get(MetadataScanner), app.get(Reflector))) {
    const operation = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase() as 'get']
    if (!operation || !policy) continue
    const isPublic = 'isPublic' in policy
    operation.security = isPublic ? [] : [{ session: [] }, { token: [] }]
    operation.description = [operation.description, isPublic ? 'Public.' : `For ${policy.roles.join(', ')}.`].filter(Boolean).join(' ')
    operation.responses = { ...operation.responses, default: { description: 'Refused, with a sentence.', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } }
  }
  return document
}

const problem = {
  type: 'object',
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string', description: 'A sentence for people.' },
    detail_en: { type: 'string' }, code: { type: 'string', description: 'What programs may test for.' }, request_id: { type: 'string' },
  },
  required: ['type', 'title', 'status', 'detail', 'detail_en', 'code'],
}
