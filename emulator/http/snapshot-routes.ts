import type { FastifyInstance } from 'fastify';
import { badRequest, DataverseError, errorCodes } from '../dataverse-error';
import { snapshotName, SnapshotRefusal, type Snapshots } from '../store';

/**
 * `PUT /admin/snapshots/NAME` keeps all rows, `POST …/NAME/restore` brings them back, while others go on.
 * @param restore brings one back when no other request runs
 */
export function registerSnapshotRoutes(
  server: FastifyInstance,
  snapshots: Snapshots,
  restore: (name: string) => Promise<void>,
): void {
  const told = () => ({ snapshots: [...snapshots.names()].sort() });
  server.get('/admin/snapshots', told);
  server.put<{ Params: { name: string } }>('/admin/snapshots/:name', async ({ params }) => ({
    name: checkedName(params.name),
    file: await snapshots.take(params.name),
  }));
  server.post<{ Params: { name: string } }>('/admin/snapshots/:name/restore', async ({ params }) => {
    try {
      await restore(checkedName(params.name));
    } catch (error) {
      if (error instanceof SnapshotRefusal) throw absent(error.message);
      throw error;
    }
    return { restored: params.name };
  });
  server.delete<{ Params: { name: string } }>('/admin/snapshots/:name', ({ params }) => {
    if (!snapshots.delete(checkedName(params.name))) throw absent(`There is no snapshot '${params.name}'.`);
    return told();
  });
}

function checkedName(name: string): string {
  if (snapshotName.test(name)) return name;
  throw badRequest(
    errorCodes.invalidArgument,
    'A snapshot has a name of 1 to 100 letters, digits, - and _, beginning with a letter or a digit.',
  );
}

function absent(message: string): DataverseError {
  return new DataverseError(404, errorCodes.invalidArgument, message);
}
