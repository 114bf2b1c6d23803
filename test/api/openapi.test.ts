import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { routes } from '../../lambdas/api/routes.ts';
import { projectFiles } from '../house/project-files.ts';
import { createApiWorld, type ApiWorldOptions } from './api-world.ts';

const forAll: ApiWorldOptions = {
  corsOrigins: ['https://app.example.org'],
  publicUrl: 'https://api.example.org/async/',
};

interface DescribedOperation {
  operationId: string;
  parameters: unknown[];
}

async function documentOf(options: ApiWorldOptions = {}) {
  const { body } = await createApiWorld(options).get('/openapi.json');
  return body;
}

describe('the OpenAPI document', () => {
  it.each([{}, forAll])('is one by the schema of OpenAPI 3.1', async (options) => {
    const document = await documentOf(options);

    expect(await new Validator().validate(document)).toEqual({ valid: true });
  });

  it('has every route', async () => {
    const { paths } = await documentOf();

    for (const { method, path } of routes) {
      const described = path.replace('{call+}', '{task}');
      expect(paths[described]).toHaveProperty(method.toLowerCase());
    }
  });

  it('has the calls of the tasks that GET begins, by name and as segments, described alike', async () => {
    const { paths } = await documentOf();

    const calls = Object.keys(paths).filter((path) => path.startsWith('/v1/run/'));

    expect(calls.sort()).toEqual([
      '/v1/run/add',
      '/v1/run/add/{x}/{y}',
      '/v1/run/any',
      '/v1/run/any/{value}',
      '/v1/run/echo',
      '/v1/run/echo/{text}',
      '/v1/run/{task}',
    ]);
    for (const call of calls) {
      expect(paths[call].get.responses).toEqual(paths['/v1/run/{task}'].get.responses);
    }
  });

  it('says of each argument whether it stands in a URL as it is or as JSON text', async () => {
    const { paths } = await documentOf();

    const text = { $ref: '#/components/schemas/Argument.echo.text' };
    expect(paths['/v1/run/echo/{text}'].get.parameters).toContainEqual({
      name: 'text',
      in: 'path',
      required: true,
      schema: text,
    });
    const value = { schema: { $ref: '#/components/schemas/Argument.any.value' } };
    expect(paths['/v1/run/any'].get.parameters).toContainEqual({
      name: 'value',
      in: 'query',
      required: true,
      content: { 'application/json': value },
    });
  });

  it('refers only to what it has', async () => {
    const document = await documentOf(forAll);

    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]*)"/g)];
    const missing = references.filter(([, pointer = '']) => {
      const steps = pointer.split('/');
      return steps.reduce((held, step) => held?.[step], document) === undefined;
    });

    expect(missing.map(([reference]) => reference)).toEqual([]);
  });

  it('links to operations that it has, with the parameters that they take', async () => {
    const { components, paths } = await documentOf();
    const operations = Object.values<Record<string, DescribedOperation>>(paths).flatMap((methods) =>
      Object.values(methods),
    );

    for (const { links = {} } of Object.values<{ links?: Record<string, { operationId: string }> }>(
      components.responses,
    )) {
      for (const { operationId } of Object.values(links)) {
        const linked = operations.find((operation) => operation.operationId === operationId);
        expect(linked?.parameters).toContainEqual(
          expect.objectContaining({ name: 'taskId', in: 'path' }),
        );
      }
    }
    expect(Object.keys(components.responses['begin.202'].links)).toEqual([
      'monitor',
      'result',
      'cancel',
    ]);
  });

  it.each([
    ['the prefix of the request', {}, '/prod'],
    ['no prefix', { front: 'function-url' }, '/'],
    [
      'the public URL',
      { publicUrl: 'https://api.example.org/async/' },
      'https://api.example.org/async',
    ],
    [
      'a public URL without a path',
      { publicUrl: 'https://api.example.org' },
      'https://api.example.org',
    ],
  ] satisfies [string, ApiWorldOptions, string][])(
    'says where the API is: %s',
    async (_, options, url) => {
      const { servers } = await documentOf(options);

      expect(servers).toEqual([{ url }]);
    },
  );

  it('has every request header that the API reads', async () => {
    const { components } = await documentOf();
    const sources = projectFiles().filter(({ path }) => /^lambdas\/api\/[\w-]+\.ts$/.test(path));

    const read = sources.flatMap(({ text }) =>
      [...text.matchAll(/req\.header\('([\w-]+)'\)/g)].map(([, name]) => name),
    );

    // OpenAPI has other places for these, or they are the preflight's.
    const elsewhere = ['Accept', 'Content-Type', 'Access-Control-Request-Method'];
    const described = [...Object.keys(components.parameters), ...elsewhere];
    expect(read.filter((name) => !described.includes(`${name}`))).toEqual([]);
    expect(read.length).toBeGreaterThan(5);
  });
});
