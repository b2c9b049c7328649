namespace BehaviorElasticSidecar.Reports;

/// <summary>The page's look, light and dark. All text reaches a contrast of 4.5 to 1 on its background; colour is never the only sign.</summary>
internal static class ReportStyle
{
    /// <summary>Line ends are ours whatever the checkout made of them: the page's policy holds the hash.</summary>
    public static string Text { get; } = """
        :root{--paper:#f6f7f9;--card:#fff;--ink:#1b2330;--quiet:#566173;--line:#dde2e9;--link:#1f5fae;--accent:#1f5fae;--band:#c9d3e0;--median:#7b8798;
        --Unknown:#667085;--Low:#2b6cb0;--Moderate:#8a6100;--High:#b4470c;--Critical:#b3142a;--s25:#8fa3bd;--s50:#d18b1f;--s75:#c2273a;--on:#fff}
        @media (prefers-color-scheme:dark){:root{--paper:#10141a;--card:#181e27;--ink:#e6eaf0;--quiet:#9aa6b8;--line:#2b3442;--link:#7db4f5;--accent:#6cb0ff;--band:#36445a;--median:#8b98ab;
        --Unknown:#98a4b5;--Low:#6cb0ff;--Moderate:#e2b54a;--High:#ff9a56;--Critical:#ff7b86;--s25:#5f7592;--s50:#d9a03d;--s75:#f06573;--on:#10141a}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
        main,footer{max-width:1160px;margin:0 auto;padding:0 24px}
        h1{font-size:26px;margin:28px 0 2px;letter-spacing:-.01em}h2{font-size:19px;margin:34px 0 10px}h3{font-size:17px;margin:0}h4{font-size:15px;margin:0;font-weight:600;overflow-wrap:anywhere}
        p{margin:4px 0 8px}a{color:var(--link)}.quiet,caption,footer,.when{color:var(--quiet);font-weight:400;font-size:13px}caption{text-align:left;padding:0 0 6px}
        bdi{unicode-bidi:isolate}time{white-space:nowrap}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:18px 0 0}
        .tiles div{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px 14px;display:flex;flex-direction:column-reverse;justify-content:flex-end}
        .tiles dt{color:var(--quiet);font-size:13px}.tiles dd{margin:0;font-size:25px;font-weight:650;line-height:1.25;letter-spacing:-.01em;font-variant-numeric:tabular-nums}
        .tiles dd span{display:block;font-size:12px;font-weight:400;color:var(--quiet);letter-spacing:0;min-height:18px}.tiles dt{order:1}
        #rarest,#days,#coverage,#evaluation,#reading,.entity{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px 20px;margin:22px 0}
        #rarest h2,#days h2,#coverage h2,#evaluation h2,#reading h2{margin-top:0}
        #coverage h3{margin:22px 0 6px}.scroll+p,#evaluation .scroll{margin-top:14px}.state+span{margin:0 18px 0 6px}
        svg{display:block;max-width:100%}.timeline{width:100%;height:auto}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px}
        th,td{text-align:left;padding:7px 12px 7px 0;border-bottom:1px solid var(--line);vertical-align:top}thead th{color:var(--quiet);font-weight:500;font-size:13px}
        tbody th{font-weight:600;overflow-wrap:anywhere}.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.day{white-space:nowrap}
        #entities .scroll{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px 20px}.entities tr:last-child>*{border-bottom:0}
        .entities td,.entities tbody th{vertical-align:middle}.entities tbody th{min-width:170px}.sentence{font-size:13px;color:var(--quiet);min-width:260px;overflow-wrap:anywhere}
        .level,.state{display:inline-block;border-radius:999px;padding:1px 10px;font-size:12.5px;font-weight:600;background:var(--Unknown);color:var(--on)}
        .level.Low{background:var(--Low)}.level.Moderate{background:var(--Moderate)}.level.High{background:var(--High)}.level.Critical{background:var(--Critical)}
        .state{background:none;border:1px solid currentColor;color:var(--Unknown)}.state.off{color:var(--Critical)}.state.degraded{color:var(--High)}.state.learning{color:var(--Low)}
        .tag{display:inline-block;border:1px solid var(--line);border-radius:5px;padding:0 6px;font-size:12px;color:var(--quiet)}
        .entity{content-visibility:auto;contain-intrinsic-size:auto 700px;scroll-margin-top:12px}
        .entity>header{display:flex;gap:24px;justify-content:space-between;align-items:flex-start;flex-wrap:wrap}.entity>header>div{min-width:220px;flex:1}
        .entity h3{font-size:19px;overflow-wrap:anywhere}.risk-chart{width:600px;height:auto;flex:none}
        .anomaly{display:grid;grid-template-columns:52px minmax(0,1fr) auto;gap:6px 18px;border-top:1px solid var(--line);padding:14px 0 12px;margin-top:12px}
        .anomaly .score{text-align:center;border-radius:8px;height:52px;border:2px solid var(--s25);padding-top:5px;line-height:1.15}.anomaly .score b{display:block;font-size:20px;font-variant-numeric:tabular-nums}
        .anomaly .score span{font-size:11px;color:var(--quiet)}.anomaly .score.s50{border-color:var(--s50)}.anomaly .score.s75{border-color:var(--s75)}
        .anomaly dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(165px,1fr));gap:6px 18px;margin:8px 0}.anomaly dl div{min-width:0}
        dt{font-size:12px;color:var(--quiet)}dd{margin:0;font-size:14px;overflow-wrap:anywhere}
        .evidence summary{cursor:pointer;font-size:13px;color:var(--link)}.evidence p{font-size:13px;margin:4px 0}
        .copy{display:flex;gap:8px;align-items:flex-start;margin:4px 0}code{font:12px/1.5 ui-monospace,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
        .copy code{flex:1;background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:5px 8px;min-width:0;max-height:120px;overflow:auto}
        button,input,select{font:inherit;font-size:13px;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:3px 10px}button{cursor:pointer}
        #filter{margin:0 0 12px;font-size:13px;color:var(--quiet)}#filter[hidden],[hidden]{display:none}#filter label{margin-right:14px}
        .band-chart{margin:0;width:270px}.band-chart svg{width:270px;overflow:visible}figcaption,.legend{font-size:12px;color:var(--quiet)}
        .key{display:inline-block;width:10px;height:10px;border-radius:2px;margin:0 5px 0 12px;vertical-align:-1px}figcaption .key{margin-left:8px}figcaption .key:first-child{margin-left:0}
        .key.actual{background:var(--accent);height:3px;vertical-align:3px}.key.typical{background:var(--band)}
        .s25{fill:var(--s25)}.s50{fill:var(--s50)}.s75{fill:var(--s75)}.key.s25{background:var(--s25)}.key.s50{background:var(--s50)}.key.s75{background:var(--s75)}
        .axis,.band-name{font-size:10.5px;fill:var(--quiet)}.axis.end{text-anchor:end}.axis.strong{fill:var(--ink);font-weight:600;font-size:11px}.tick{stroke:var(--line);stroke-width:1}.base{stroke:var(--median);stroke-width:1}
        .band{opacity:.13}.band.Low{fill:var(--Low)}.band.Moderate{fill:var(--Moderate)}.band.High{fill:var(--High)}.band.Critical{fill:var(--Critical)}
        .risk-line{fill:none;stroke:var(--ink);stroke-width:1.8;stroke-linejoin:round}.spark{width:120px;height:28px}
        .spark.Low .risk-line{stroke:var(--Low)}.spark.Moderate .risk-line{stroke:var(--Moderate)}.spark.High .risk-line{stroke:var(--High)}.spark.Critical .risk-line{stroke:var(--Critical)}
        .mark{stroke:var(--card);stroke-width:1}.p95{fill:var(--band)}.median{fill:none;stroke:var(--median);stroke-width:1;stroke-dasharray:3 2}.actual{fill:none;stroke:var(--accent);stroke-width:1.6;stroke-linejoin:round}
        .hit{fill:var(--s75);stroke:var(--card);stroke-width:1.2}
        a:focus-visible,button:focus-visible,summary:focus-visible,input:focus-visible,select:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        footer{padding:10px 24px 40px}
        @media (max-width:760px){.anomaly{grid-template-columns:52px minmax(0,1fr)}.band-chart{grid-column:2}.risk-chart{width:100%}main,footer{padding:0 14px}}
        @media print{body{background:#fff}#filter,.copy button{display:none}.anomaly,.tiles div,tr{break-inside:avoid}.entity{content-visibility:visible}.copy code{max-height:none}}
        """.ReplaceLineEndings("\n");
}
