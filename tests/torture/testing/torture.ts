import type { Assumptions } from '../../../emulator/assumptions';
import type { RecordId } from '../../../segments';
import type { ChangePlan } from '../../../pcf/SegmentMembersControl/members/change-plan';
import type { ChangeReport } from '../../../pcf/SegmentMembersControl/members/change-report';
import { flips } from '../../testing/flips';
import { createFastClock } from './fast-clock';
import { createFaultyNetwork } from './faulty-network';
import { randomFrom, type Random } from './random';
import { dataverseAt, openScene, personId, type Scene } from './scene';
import { createUser } from './user';
import { judgeReport, judgeUndo, noFault, sum, type Verdict } from './verdict';

export interface TortureOptions {
  readonly runs: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface TortureResult extends Verdict {
  readonly runs: number;
  readonly faults: number;
  readonly kills: number;
  /** Ids that were to be added or removed. */
  readonly ids: number;
}

/** People that a user changes; those of the last take several calls. */
const sizes = [150, 300, 600, 2500] as const;
const timesFaster = 60;

/**
 * Two users change the members of one group on a server that answers as one or two options of the local Dataverse
 * say, behind a network that loses and spoils one call in five, while the server is killed. After each change its
 * report has to be what the group has.
 */
export async function torture({ runs, seed, say }: TortureOptions): Promise<TortureResult> {
  let result: TortureResult = { ...noFault, runs: 0, faults: 0, kills: 0, ids: 0 };
  for (let run = 0; run < runs; run += 1) {
    const one = await tortureOnce(randomFrom(seed + run));
    result = {
      ...sum(result, one),
      runs: run + 1,
      faults: result.faults + one.faults,
      kills: result.kills + one.kills,
      ids: result.ids + one.ids,
    };
    if (one.lost + one.doubled + one.misreported > 0) {
      say(`seed ${seed + run}: lost ${one.lost}, doubled ${one.doubled}, misreported ${one.misreported}`);
    }
  }
  return result;
}

function flippedOptions(random: Random): Partial<Assumptions> {
  const one = (): Partial<Assumptions> => flips[random.below(flips.length)]?.assumptions ?? {};
  return { ...one(), ...(random.chance(0.5) ? one() : {}) };
}

interface OneRun extends Verdict {
  readonly faults: number;
  readonly kills: number;
  readonly ids: number;
}

async function tortureOnce(random: Random): Promise<OneRun> {
  const peopleOfEach = random.pick(sizes);
  const scene = await openScene(flippedOptions(random), 2 * peopleOfEach);
  try {
    const both = [0, 1].map((user) =>
      live(
        scene,
        Array.from({ length: peopleOfEach }, (_, index) => personId(user * peopleOfEach + index)),
        randomFrom(random.below(2 ** 31)),
      ),
    );
    const killing = random.chance(0.5) ? killSometimes(scene, random, both) : Promise.resolve(0);
    const lives = await Promise.all(both);
    const kills = await killing;
    const last = lives.reduce<Verdict>(sum, noFault);
    return {
      ...last,
      kills,
      faults: lives.reduce((total, { faults }) => total + faults, 0),
      ids: lives.reduce((total, { ids }) => total + ids, 0),
    };
  } finally {
    await scene.close();
  }
}

/** Kills the server one to three times while anybody works. */
async function killSometimes(
  scene: Scene,
  random: Random,
  lives: readonly Promise<unknown>[],
): Promise<number> {
  const progress = { isOver: false };
  void Promise.allSettled(lives).then(() => (progress.isOver = true));
  let kills = 0;
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, 20 + random.below(150)));
    if (progress.isOver) break;
    await scene.kill();
    kills += 1;
  }
  return kills;
}

/** What one user does: changes the group, does the rest, and takes it back now and then. */
async function live(
  scene: Scene,
  people: readonly RecordId[],
  random: Random,
): Promise<Verdict & { readonly faults: number; readonly ids: number }> {
  const clock = createFastClock(timesFaster);
  const network = createFaultyNetwork(random, scene.url);
  const user = createUser(dataverseAt(scene.url, network.send, clock), clock, random);
  let verdict = noFault;
  let ids = 0;

  async function isTrue(
    plan: ChangePlan,
    report: ChangeReport,
    before: ReadonlySet<RecordId>,
  ): Promise<readonly RecordId[]> {
    network.rate = 0;
    const now = await present();
    verdict = sum(verdict, judgeReport(plan, report, before, now));
    return now;
  }
  const mine = new Set(people);
  const isMine = (id: RecordId): boolean => mine.has(id);
  const present = async (): Promise<readonly RecordId[]> => (await membersOf(scene)).filter(isMine);
  const some = (): readonly RecordId[] => people.filter(() => random.chance(0.6));

  try {
    for (let round = 0; round < 2; round += 1) {
      const add = some();
      const added = new Set(add);
      const remove = some().filter((id) => !added.has(id));
      const plan: ChangePlan = { add, remove, alreadyThere: [], notFound: [] };
      ids += add.length + remove.length;
      const before = new Set(await present());
      network.rate = 0.2;
      await isTrue(plan, await user.change(plan), before);
      network.rate = 0.1;
      const whole = await user.finish();
      const changed = new Set(await isTrue(plan, whole, before));
      if (!random.chance(0.4)) continue;
      const back: ChangePlan = { ...plan, add: whole.removed, remove: whole.added };
      network.rate = 0.1;
      const undone = await user.undo();
      if (undone) verdict = sum(verdict, judgeUndo(undone, before, await isTrue(back, undone, changed)));
    }
  } finally {
    user.close();
  }
  return { ...verdict, faults: network.faults(), ids };
}

/** Who is in the group, once a killed server is back. */
async function membersOf(scene: Scene): Promise<readonly RecordId[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return scene.members();
    } catch (error) {
      if (attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
