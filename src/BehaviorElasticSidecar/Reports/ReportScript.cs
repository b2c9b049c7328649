namespace BehaviorElasticSidecar.Reports;

/// <summary>Filtering and copying. The page says everything without it.</summary>
internal static class ReportScript
{
    /// <summary>Line ends are ours whatever the checkout made of them: the page's policy holds the hash.</summary>
    public static string Text { get; } = """
        'use strict';
        (() => {
          const levels = ['Unknown', 'Low', 'Moderate', 'High', 'Critical'];
          const form = document.getElementById('filter');
          const [find, level] = [form.querySelector('input'), form.querySelector('select')];
          const parts = [...document.querySelectorAll('section.entity')].map(section => ({
            section, row: document.querySelector(`tr[data-for="${section.id}"]`),
            text: section.textContent.toLowerCase(), level: levels.indexOf(section.dataset.level) }));
          const apply = () => {
            const words = find.value.toLowerCase().split(/\s+/);
            let shown = 0;
            for (const part of parts) {
              const fits = part.level >= Number(level.value) && words.every(word => part.text.includes(word));
              part.section.hidden = part.row.hidden = !fits;
              shown += fits ? 1 : 0;
            }
            form.querySelector('output').textContent = shown === parts.length ? '' : `${shown} of ${parts.length} shown`;
          };
          form.hidden = parts.length === 0;
          form.addEventListener('input', apply);
          form.addEventListener('submit', event => event.preventDefault());
          for (const button of document.querySelectorAll('.copy button')) {
            button.hidden = false;
            button.addEventListener('click', async () => {
              const code = button.previousElementSibling;
              try {
                await navigator.clipboard.writeText(code.textContent);
                button.textContent = 'Copied';
              } catch {
                getSelection().selectAllChildren(code);
                button.textContent = 'Selected';
              }
              setTimeout(() => { button.textContent = 'Copy'; }, 1500);
            });
          }
          addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(d => { d.open = true; }));
        })();
        """.ReplaceLineEndings("\n");
}
