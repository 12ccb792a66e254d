import type { FastifyInstance } from 'fastify';
import { readClockChange, type Clock } from '../clock';
import { badRequest, errorCodes } from '../dataverse-error';

/** Tells the environment's time and sets or moves it; `moved` runs before the answer, so that it shows its effects. */
export function registerClockRoutes(server: FastifyInstance, clock: Clock, moved: () => Promise<void>): void {
  const told = () => ({ now: clock.now().toISOString() });
  server.get('/admin/clock', told);
  server.put('/admin/clock', async (request) => {
    const change = changeIn(typeof request.body === 'string' ? request.body : '');
    if (change.kind === 'set') clock.set(change.time);
    else clock.move(change.milliseconds);
    await moved();
    return told();
  });
}

function changeIn(body: string): ReturnType<typeof readClockChange> {
  try {
    return readClockChange(body);
  } catch (error) {
    throw badRequest(errorCodes.invalidArgument, (error as Error).message);
  }
}
