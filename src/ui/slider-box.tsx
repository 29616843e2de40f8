import { Label } from "react-aria-components/Label";
import { Slider, SliderOutput, SliderThumb, SliderTrack } from "react-aria-components/Slider";

export interface SliderBoxProps {
  readonly label: string;
  /** 0 to 100. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

export function SliderBox({ label, value, onChange }: SliderBoxProps) {
  return (
    <Slider
      value={value}
      onChange={onChange}
      minValue={0}
      maxValue={100}
      step={5}
      className="flex flex-col gap-1.5"
    >
      <div className="flex justify-between text-sm">
        <Label className="font-medium">{label}</Label>
        <SliderOutput className="text-muted tabular-nums" />
      </div>
      <SliderTrack className="relative flex h-8 items-center">
        {({ state }) => (
          <>
            <div className="absolute h-1.5 w-full rounded-full bg-line-strong" />
            <div
              className="absolute start-0 h-1.5 rounded-full bg-brand"
              style={{ width: `${state.getThumbPercent(0) * 100}%` }}
            />
            <SliderThumb className="top-1/2 size-6 rounded-full border-2 border-brand bg-raised focus-ring" />
          </>
        )}
      </SliderTrack>
    </Slider>
  );
}
