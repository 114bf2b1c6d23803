import { recordIn, movedAnswer, movedCall, type Answer, type Call } from './calls.ts';
import type { Interned } from './interned.ts';
import { presentMs } from './instants.ts';
import type { Ended, Program } from './programs.ts';
import { replay, type Happening, type Standing } from './replay.ts';
import type { Rules } from './rules.ts';

/** A call that waits for its answer. */
export interface OpenCall {
  /** Interned, with times relative to the moment at which it was made. */
  call: number;
  /** How long before the process's present it was made. */
  madeMsAgo: number;
}

/** Where a process stands once so many of its calls have been answered. */
export interface History {
  id: number;
  program: Program;
  /** Nothing was answered to it yet. */
  isFresh: boolean;
  open: readonly OpenCall[];
  /** How long until a sleep of its is over. */
  wakesInMs: number | null;
  ended: Ended | null;
  /** The fence of the claim that it holds or held, where it is a worker. */
  fence: number | null;
  /** The answer by which a begin has seen a record last. */
  sawBy: number | null;
  /** The message that a begin has sent last. */
  sent: string | null;
}

/** What happens to a process: so much later, one of its open calls is answered, or it wakes up. */
export interface Turn {
  laterMs: number;
  /** The call's place among the open ones. */
  answered: number | 'sleeps';
  /** Interned; `noAnswer` where it wakes up. */
  answer: number;
}

export interface Histories {
  get(id: number): History;
  size(): number;
  /** The process at its start; undefined where none like it was started yet. */
  started(program: Program): History | undefined;
  start(program: Program): Promise<History>;
  /** What the turn leads to; undefined where nobody has been there yet. */
  next(from: History, turn: Turn): History | undefined;
  /** Runs production's code to see where it leads. */
  explore(from: History, turn: Turn): Promise<void>;
}

/** No answer: what waking up has. */
export const noAnswer = -1;

/** So many ways to one standing are kept, and each further turn is run from all of them. */
const mostWays = 3;

/**
 * What production's code does next is a function of the answers that it has had. Most of them it has forgotten when it
 * makes its next call: ways that lead to one standing (`standingOf`) are taken for one. That they are is not
 * believed: each turn is run from several of them, and must lead to one standing again.
 */
export function createHistories(
  rules: Rules,
  calls: Interned<Call>,
  answers: Interned<Answer>,
  mayForget: boolean,
): Histories {
  const all: History[] = [];
  const ways: Happening[][][] = [];
  const children: Map<number, number>[] = [];
  const turns: Turn[][] = [];
  /** Ways that came to a standing from which turns were run before. */
  const unproven: { at: number; way: Happening[] }[] = [];
  const standings = new Map<string, number>();
  const starts = new Map<string, number>();

  function arrive(
    program: Program,
    happenings: Happening[],
    standing: Standing,
    last: Turn | null,
    { fence, sawBy }: Pick<History, 'fence' | 'sawBy'>,
  ): History {
    const { localMs, ended } = standing;
    const [firstWake] = standing.wakesAtMs;
    const reached = {
      program,
      isFresh: last === null,
      open: standing.open.map(({ call, madeAtMs }) => ({
        call: calls.idOf(movedCall(call, presentMs - madeAtMs)),
        madeMsAgo: localMs - madeAtMs,
      })),
      wakesInMs: firstWake === undefined ? null : firstWake - localMs,
      ended,
      fence: ended === null ? fence : null,
      sawBy: program.is === 'begin' && ended === null ? sawBy : null,
      sent: ended === null ? standing.sent : null,
    };
    const forgets = mayForget || ended !== null || program.is === 'begin';
    const text = forgets ? standingOf(reached, last) : JSON.stringify(happenings);
    const known = standings.get(`${JSON.stringify(program)} ${text}`);
    if (known !== undefined) {
      const others = waysTo(known);
      if (others.length < mostWays) {
        others.push(happenings);
        if (turnsOf(known).length > 0) unproven.push({ at: known, way: happenings });
      }
      return get(known);
    }
    const history: History = { id: all.length, ...reached };
    standings.set(`${JSON.stringify(program)} ${text}`, history.id);
    all.push(history);
    ways.push([happenings]);
    children.push(new Map());
    turns.push([]);
    return history;
  }

  /**
   * What may still matter: the open calls; the last answer, where something is to be looked at, sent or worked on, and
   * is not written yet; and of a begin the message that it has sent.
   */
  function standingOf(reached: Omit<History, 'id'>, last: Turn | null): string {
    const { open, wakesInMs, ended, fence, sawBy, sent } = reached;
    if (ended !== null) return JSON.stringify(ended);
    const looks = open.some(({ call }) => ['read', 'send', 'execute'].includes(calls.get(call).do));
    const rests = looks ? { last, fence, sawBy } : {};
    return JSON.stringify({ open, wakesInMs, sent, ...rests });
  }

  const get = (id: number): History => {
    const history = all[id];
    if (history === undefined) throw new Error(`There is no history ${id}`);
    return history;
  };
  const turnsOf = (id: number) => turns[id] ?? [];
  const waysTo = (id: number) => ways[id] ?? [];
  const childrenOf = ({ id }: History) => children[id] ?? new Map<number, number>();

  async function follow(from: History, way: Happening[], turn: Turn): Promise<History> {
    const elapsed = way.reduce((sum, { laterMs }) => sum + laterMs, turn.laterMs);
    const given = turn.answer === noAnswer ? null : answers.get(turn.answer);
    const answer = given === null ? null : movedAnswer(given, elapsed);
    const happenings = [...way, { laterMs: turn.laterMs, answered: turn.answered, answer }];
    const standing = await replay(from.program, happenings, rules);
    const record = given === null ? undefined : recordIn(given);
    const fence = record?.holder === 'me' ? record.fence : from.fence;
    const sawBy = record === undefined ? from.sawBy : turn.answer;
    return arrive(from.program, happenings, standing, turn, { fence, sawBy });
  }

  async function prove(): Promise<void> {
    for (let next = unproven.pop(); next !== undefined; next = unproven.pop()) {
      const [from, { way }] = [get(next.at), next];
      for (const turn of turnsOf(from.id)) {
        const child = await follow(from, way, turn);
        if (child.id !== childrenOf(from).get(turnKey(turn))) refuse(from);
      }
    }
  }

  return {
    get,
    size: () => all.length,
    started(program) {
      const id = starts.get(JSON.stringify(program));
      return id === undefined ? undefined : get(id);
    },
    async start(program) {
      const history = arrive(program, [], await replay(program, [], rules), null, {
        fence: null,
        sawBy: null,
      });
      starts.set(JSON.stringify(program), history.id);
      return history;
    },
    next(from, turn) {
      const id = childrenOf(from).get(turnKey(turn));
      return id === undefined ? undefined : get(id);
    },
    async explore(from, turn) {
      const [child, ...others] = await Promise.all(
        waysTo(from.id).map((way) => follow(from, way, turn)),
      );
      if (child === undefined || others.some((other) => other !== child)) refuse(from);
      childrenOf(from).set(turnKey(turn), child.id);
      turnsOf(from.id).push(turn);
      await prove();
    },
  };
}

function refuse({ program }: History): never {
  throw new Error(`${program.name} has not forgotten what this search takes it to have forgotten`);
}

/** Times of a world are multiples of a second, and few. */
function turnKey({ laterMs, answered, answer }: Turn): number {
  const place = answered === 'sleeps' ? 63 : answered;
  return ((answer + 1) * 64 + place) * 512 + laterMs / 1000;
}
