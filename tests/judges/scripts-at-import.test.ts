import { packageParts, zipOf } from '../../solution-package/testing/package-fixture';
import { connector, put } from '../../solution-package/testing/changes';
import { defaultFileBytes } from '../../solution-package';
import { openPackage } from '../../emulator/solutions/open-package';
import { describeWithDotnet } from './testing/dotnet';

/** The package whose connector has this script. */
function openWith(script: string) {
  const parts = new Map<string, string | Uint8Array>(packageParts());
  put(`${connector}_customcodeblobcontent.csx`, script)(parts);
  return openPackage(zipOf(parts), defaultFileBytes);
}

describeWithDotnet('scripts of connectors at their import', () => {
  test('a script that does not parse is refused with the place of the mistake', () => {
    expect(() => openWith('public class Script : ScriptBase\n{\n  int count = ;\n}')).toThrow(
      "Connector import: FAILURE: the script does not parse: (3,15): CS1525: Invalid expression term ';' (abc_sample)",
    );
    expect(() => openWith('{{{')).toThrow('the script does not parse: (1,4): CS1513: } expected');
  });

  test('names and types that a script may get from the platform are not asked for', () => {
    expect(() =>
      openWith('public class Script : ScriptBase { JObject of(Elsewhere it) => it.Known(); }'),
    ).not.toThrow();
    expect(() => openWith('')).not.toThrow();
  });
});
