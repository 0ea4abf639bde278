import type { Hub, HubSession } from '../../main/hub/hub.ts';
import type { Lasting, RecordStore } from '../../main/records/store.ts';

/**
 * Every place where being killed makes a difference: before and after each commit to the disk, before and after each
 * publication. Counts them, and at the one that was named the process kills itself as the kernel would.
 */
export class KillSteps {
  #count = 0;
  #at: number | null = null;
  #isCounting = false;
  #depth = 0;

  get count(): number {
    return this.#count;
  }

  begin(at: number | null): void {
    this.#isCounting = true;
    this.#count = 0;
    this.#at = at;
  }

  store(store: RecordStore): RecordStore {
    return { ...store, transaction: (act, lasting) => this.#transaction(store, act, lasting) };
  }

  hub(hub: Hub): Hub {
    return {
      kind: hub.kind,
      open: async () => {
        const opened = await hub.open();
        return opened.ok ? { ok: true, value: this.#session(opened.value) } : opened;
      },
    };
  }

  #transaction<T>(store: RecordStore, act: () => T, lasting?: Lasting): T {
    this.#depth += 1;
    try {
      const result = store.transaction(() => {
        const acted = act();
        if (this.#depth === 1) this.#step();
        return acted;
      }, lasting);
      if (this.#depth === 1) this.#step();
      return result;
    } finally {
      this.#depth -= 1;
    }
  }

  #session(session: HubSession): HubSession {
    return new Proxy(session, {
      get: (target, name) => {
        if (name !== 'publish') {
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        }
        return async (publication: Parameters<HubSession['publish']>[0]) => {
          this.#step();
          const published = await target.publish(publication);
          this.#step();
          return published;
        };
      },
    });
  }

  #step(): void {
    if (!this.#isCounting) return;
    this.#count += 1;
    if (this.#count === this.#at) process.kill(process.pid, 'SIGKILL');
  }
}
