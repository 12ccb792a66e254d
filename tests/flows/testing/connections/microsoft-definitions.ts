import type { SwaggerDefinition } from './operation-definition';

const query = (name: string, required = false) => ({ name, in: 'query', required });
const inPath = (name: string) => ({ name, in: 'path', required: true });

/**
 * The operations of Microsoft's connectors that the flows use, with the ids and inputs they really have.
 * Source: exported flows of public solutions and the connectors' reference pages; the paths are our own.
 */

/** Microsoft Dataverse, shared_commondataserviceforapps. */
export const dataverseDefinition: SwaggerDefinition = {
  paths: {
    '/api/data/v9.2/{entityName}': {
      get: {
        operationId: 'ListRecords',
        parameters: [
          inPath('entityName'),
          ...['$select', '$filter', '$orderby', '$expand', 'fetchXml', '$skiptoken', 'partitionId'].map(
            (name) => query(name),
          ),
          query('$top'),
          {
            name: 'prefer',
            in: 'header',
            required: true,
            default: 'odata.include-annotations="*"',
            'x-ms-visibility': 'internal',
          },
        ],
      },
    },
  },
};

/** Excel Online (Business), shared_excelonlinebusiness. */
export const excelDefinition: SwaggerDefinition = {
  paths: {
    '/excel/drives/{drive}/files/{file}/tables/{table}/items': {
      get: {
        operationId: 'GetItems',
        parameters: [
          query('source', true),
          inPath('drive'),
          inPath('file'),
          inPath('table'),
          ...['$filter', '$orderby', '$top', '$skip', '$select', 'dateTimeFormat'].map((name) => query(name)),
        ],
      },
      post: {
        operationId: 'AddRowV2',
        parameters: [
          query('source', true),
          inPath('drive'),
          inPath('file'),
          inPath('table'),
          // The designer reads the columns of the chosen table; a flow may give the whole row as well.
          { name: 'item', in: 'body', required: true, schema: { type: 'object' } },
        ],
      },
    },
  },
};

/** SharePoint, shared_sharepointonline. */
export const sharePointDefinition: SwaggerDefinition = {
  paths: {
    '/sharepoint/datasets/{dataset}/GetFileContentByPath': {
      get: {
        operationId: 'GetFileContentByPath',
        parameters: [
          inPath('dataset'),
          query('path', true),
          query('inferContentType'),
          query('queryParametersSingleEncoded'),
        ],
      },
    },
  },
};

/** Approvals, shared_approvals: its action waits until somebody answered. */
export const approvalsDefinition: SwaggerDefinition = {
  paths: {
    '/approvals/types/{approvalType}/subscriptions': {
      post: {
        operationId: 'StartAndWaitForAnApproval',
        parameters: [
          inPath('approvalType'),
          {
            name: 'WebhookApprovalCreationInput',
            in: 'body',
            required: true,
            schema: {
              type: 'object',
              required: ['title', 'assignedTo'],
              properties: {
                title: { type: 'string' },
                assignedTo: { type: 'string' },
                details: { type: 'string' },
                enableNotifications: { type: 'boolean' },
                enableReassignment: { type: 'boolean' },
              },
            },
          },
        ],
      },
    },
  },
};

/** Microsoft Teams, shared_teams. */
export const teamsDefinition: SwaggerDefinition = {
  paths: {
    '/teams/conversation/message/poster/{poster}/location/{location}': {
      post: {
        operationId: 'PostMessageToConversation',
        parameters: [
          inPath('poster'),
          inPath('location'),
          {
            name: 'body',
            in: 'body',
            required: true,
            // The designer reads this schema anew for every poster and location; this is the one of a channel.
            schema: {
              type: 'object',
              required: ['recipient', 'messageBody'],
              properties: {
                recipient: {
                  type: 'object',
                  required: ['groupId', 'channelId'],
                  properties: { groupId: { type: 'string' }, channelId: { type: 'string' } },
                },
                messageBody: { type: 'string' },
              },
            },
          },
        ],
      },
    },
  },
};
