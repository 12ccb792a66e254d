import { fillFromBody, fillTemplate, valueInBody } from './template-expression';

const facts = {
  connectionParameters: { 'token:resourceUri': 'https://contoso.crm.dynamics.com' },
  headers: { region: 'crm4' },
  queryParameters: new URLSearchParams('tenant=contoso'),
};

describe('templates of policies', () => {
  it.each([
    ["@connectionParameters('token:resourceUri')", 'https://contoso.crm.dynamics.com'],
    ["@ConnectionParameters('token:resourceUri')/api", 'https://contoso.crm.dynamics.com/api'],
    [
      "https://@queryParameters('tenant').@headers('Region').dynamics.com",
      'https://contoso.crm4.dynamics.com',
    ],
    ["@connectionParameters('other', 'https://else.where')", 'https://else.where'],
  ])('%s becomes %s', (template, filled) => {
    expect(fillTemplate(template, facts)).toBe(filled);
  });

  it('name a value that the connection lacks', () => {
    expect(() => fillTemplate("@connectionParameters('site')", facts)).toThrow(
      "connectionParameters('site')",
    );
  });

  it('name an expression that is not known', () => {
    expect(() => fillTemplate("@variables('site')", facts)).toThrow('@variables()');
  });
});

describe('expressions over an answer', () => {
  const body = { value: [{ modifiedon: '2026-01-02T00:00:00Z', 'a.b': 3 }] };

  it.each([
    ['@triggerBody().value', body.value],
    ['triggerBody().value[0].modifiedon', '2026-01-02T00:00:00Z'],
    ["triggerBody()['value'][0]['a.b']", 3],
    ['triggerBody().value[1].modifiedon', undefined],
    ['triggerBody().nothing.more', undefined],
  ])('%s', (expression, value) => {
    expect(valueInBody(expression, body)).toEqual(value);
  });

  it.each(['body().value', 'triggerBody()value', 'triggerBody().value[first]'])(
    '%s is refused',
    (expression) => {
      expect(() => valueInBody(expression, body)).toThrow(expression);
    },
  );

  it('fill a text, or nothing when one of them points to nothing', () => {
    expect(fillFromBody('modifiedon gt @{triggerBody().value[0].modifiedon}', body)).toBe(
      'modifiedon gt 2026-01-02T00:00:00Z',
    );
    expect(fillFromBody('modifiedon gt @{triggerBody().value[9].modifiedon}', body)).toBeUndefined();
  });
});
