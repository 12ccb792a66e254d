import { Gate } from './gate';

it('work that has to be alone waits until all have left, and those who come wait for it', async () => {
  const gate = new Gate();
  const leaves = [await gate.enter(), await gate.enter()];
  const done: string[] = [];
  const shut = gate.shut(async () => {
    done.push('alone');
    await Promise.resolve();
  });
  const late = gate.enter().then((leave) => {
    done.push('late');
    leave();
  });
  expect(gate.isShut).toBe(true);
  leaves[0]?.();
  leaves[0]?.();
  await new Promise(setImmediate);
  expect(done).toEqual([]);
  leaves[1]?.();
  await Promise.all([shut, late]);
  expect(done).toEqual(['alone', 'late']);
  expect(gate.isShut).toBe(false);
});

it('two pieces of work that have to be alone come one after the other', async () => {
  const gate = new Gate();
  const done: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    done.push(`${name} begins`);
    await new Promise(setImmediate);
    done.push(`${name} ends`);
  };
  await Promise.all([gate.shut(work('one')), gate.shut(work('two'))]);
  expect(done).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
});

it('work that fails opens the gate again', async () => {
  const gate = new Gate();
  await expect(gate.shut(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(gate.isShut).toBe(false);
  (await gate.enter())();
});

it('those who do not leave in time are told of, and the work is not begun', async () => {
  const gate = new Gate(20);
  const leave = await gate.enter();
  const work = jest.fn();
  await expect(gate.shut(work)).rejects.toMatchObject({
    status: 503,
    message: '1 requests still run after 0.02 seconds.',
  });
  expect(work).not.toHaveBeenCalled();
  leave();
  await gate.shut(work);
  expect(work).toHaveBeenCalledTimes(1);
});
