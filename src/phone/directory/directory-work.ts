import type { StoreApi } from "zustand/vanilla";

import { newId } from "@/lib/new-id";
import { toProblem } from "@/phone/errors";

import { type Contact, type ContactDraft, isOfCompany } from "./contact";
import { contactRow } from "./contact-row";
import type {
  ContactRow,
  DirectoryCommand,
  DirectoryOptions,
  DirectoryState,
  DirectoryWork,
} from "./directory";
import { searchWords } from "./search-words";

export function createDirectoryWork(
  options: DirectoryOptions,
  store: StoreApi<DirectoryState>,
): DirectoryWork {
  const { table } = options;
  /** The agent's own come first. */
  const both = () => [table(), options.company()];

  async function keep(draft: ContactDraft): Promise<void> {
    // What is changed of a contact of the company becomes one of the agent's own.
    const id = draft.id === null || isOfCompany(draft.id) ? newId() : draft.id;
    const facts = { id, region: options.region(), updatedAt: options.now() };
    await table().put(await contactRow(draft, facts));
  }

  async function act(command: DirectoryCommand): Promise<void> {
    switch (command.type) {
      case "save":
        return keep(command.draft);
      case "remove":
        return table().remove(command.id);
      case "clear":
        return table().clear();
      case "dismissProblem":
        store.setState({ problem: null });
    }
  }

  return {
    async do(command) {
      try {
        await act(command);
        store.setState({ problem: null });
        return true;
      } catch (error) {
        store.setState({ problem: toProblem(error) });
        return false;
      }
    },
    async get(id) {
      const row = await (isOfCompany(id) ? options.company() : table()).get(id);
      return row && toContact(row);
    },
    async search({ text, limit }) {
      const words = searchWords(text);
      const found = await Promise.all(both().map((each) => each.search(words, limit)));
      return found.flat().slice(0, limit).map(toContact);
    },
    watch({ text, limit }, listener) {
      const words = searchWords(text);
      const found: (readonly ContactRow[])[] = [];
      const stops = both().map((each, at) =>
        each.watch(
          words,
          limit,
          (rows) => {
            found[at] = rows;
            if (found[0] && found[1]) listener(found.flat().slice(0, limit).map(toContact));
          },
          (error) => store.setState({ problem: toProblem(error) }),
        ),
      );
      return () => stops.forEach((stop) => stop());
    },
  };
}

function toContact(row: ContactRow): Contact {
  const { keys: _keys, tokens: _tokens, batch: _batch, before: _before, ...contact } = row;
  return contact;
}
