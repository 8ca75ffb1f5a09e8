import { FileUp } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../kit/button.tsx';

/** Keys, certificates and replies are small; more is none of them. */
const limit = 2_000_000;

/** The button that takes what stands in small files: certificates, keys, replies. They are read here, and never kept. */
export function PickContent(props: {
  readonly label: string;
  readonly onPicked: (contents: Uint8Array[]) => void;
  readonly several?: boolean;
  readonly testId?: string;
}) {
  const input = useRef<HTMLInputElement>(null);
  const take = async (files: readonly File[]) => {
    const buffers = await Promise.all(files.map((file) => file.slice(0, limit).arrayBuffer()));
    if (buffers.length > 0) props.onPicked(buffers.map((buffer) => new Uint8Array(buffer)));
  };
  return (
    <>
      <Button icon={<FileUp aria-hidden />} onPress={() => input.current?.click()}>
        {props.label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={props.several ?? false}
        data-testid={props.testId}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          void take(files);
        }}
      />
    </>
  );
}
