import { Select } from '@kobalte/core/select';
import Check from 'lucide-solid/icons/check';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import { Show } from 'solid-js';

export type Option = { readonly value: string; readonly label: string; readonly detail?: string; readonly disabled?: boolean };

/** One of several, in a list that opens. */
export function Choice(props: {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
  readonly testid: string;
}) {
  const chosen = () => props.options.find((option) => option.value === props.value) ?? null;
  return (
    <Select<Option>
      class="field"
      options={[...props.options]}
      optionValue="value"
      optionTextValue="label"
      optionDisabled={(option) => option.disabled === true}
      value={chosen()}
      onChange={(option) => option !== null && props.onChoose(option.value)}
      disallowEmptySelection
      itemComponent={(item) => (
        <Select.Item item={item.item} class="option">
          <div>
            <Select.ItemLabel>{item.item.rawValue.label}</Select.ItemLabel>
            <Show when={item.item.rawValue.detail}>{(detail) => <small>{detail()}</small>}</Show>
          </div>
          <Select.ItemIndicator>
            <Check size={16} />
          </Select.ItemIndicator>
        </Select.Item>
      )}
    >
      <Select.Label class="field-label">{props.label}</Select.Label>
      <Select.Trigger class="input choice" data-testid={props.testid}>
        <Select.Value<Option>>{(state) => state.selectedOption()?.label}</Select.Value>
        <Select.Icon>
          <ChevronDown size={18} />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        {/* In front of a window that hides all else from screen readers, its options are still to be read. */}
        <Select.Content class="options" data-kb-top-layer="">
          <Select.Listbox class="options-list" />
        </Select.Content>
      </Select.Portal>
    </Select>
  );
}
