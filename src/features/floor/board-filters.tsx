import { Search } from "lucide-react";

import { useNameOf } from "@/features/shared/use-words";
import { useTranslation } from "@/i18n/use-translation";
import { SelectBox } from "@/ui/select-box";
import { TextBox } from "@/ui/text-box";

import { type BoardFilter, boardSorts, floorStates } from "./board-order";
import { useQueueIds } from "./use-queue-ids";

interface BoardFiltersProps {
  readonly filter: BoardFilter;
  readonly onChange: (filter: BoardFilter) => void;
}

/** Everything the board can be narrowed and ordered by. */
export function BoardFilters({ filter, onChange }: BoardFiltersProps) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const queues = useQueueIds();
  const change = (part: Partial<BoardFilter>): void => onChange({ ...filter, ...part });
  return (
    <search className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-4">
      <TextBox
        label={t("team.search")}
        value={filter.text}
        onChange={(text) => change({ text })}
        type="search"
        end={<Search aria-hidden="true" className="me-3 size-5 text-muted" />}
      />
      <SelectBox
        label={t("floor.state")}
        value={filter.state}
        options={[
          { value: "all", label: t("floor.all") },
          ...floorStates.map((state) => ({ value: state, label: t(`floor.states.${state}`) })),
        ]}
        onChange={(state) => change({ state: state as BoardFilter["state"] })}
      />
      {queues.length > 0 && (
        <SelectBox
          label={t("floor.queue")}
          value={filter.queue}
          options={[
            { value: "", label: t("floor.all") },
            ...queues.map((id) => ({ value: id, label: nameOf(id) ?? id })),
          ]}
          onChange={(queue) => change({ queue })}
        />
      )}
      <SelectBox
        label={t("floor.sort")}
        value={filter.sort}
        options={boardSorts.map((sort) => ({ value: sort, label: t(`floor.sorts.${sort}`) }))}
        onChange={(sort) => change({ sort: sort as BoardFilter["sort"] })}
      />
    </search>
  );
}
