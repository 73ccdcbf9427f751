# Diagramme: Namen, Achsen, Legenden, Anzeigen unter dem Zeiger.

plot-raster = Raster
plot-rates = Raten
plot-state-space = Zustandsraum
plot-weights = Gewichte
plot-matrix = Matrix
plot-threshold-map = Schwellenkarte
plot-thresholds = Schwellen
plot-modulators = Modulatoren
plot-plasticity = Plastizität
plot-neuron = Neuron
plot-replay = Replay
plot-recall = Abruf
plot-evidence = Belege

plot-raster-text = Jeder Punkt ist ein Spike. Die Neuronen sind nach dem Muster geordnet, das sie am stärksten antreibt, und haben dessen Farbe. Ein Klick wählt das Neuron zu diesem Zeitpunkt aus, mit Strg zum jetzigen.
plot-rates-text = Spikes je Sekunde und Neuron in jeder Population, Mittel über 100 ms.
plot-state-space-text = Der Weg des Laufs: zwei Raten von Populationen oder Gedächtnisspuren gegeneinander, oder die zwei Richtungen, in denen sich alle Raten am stärksten ändern (Hauptkomponenten). Mittel über eine halbe Sekunde, in der Farbe des Hirnzustands; der Punkt ist jetzt.
plot-weights-text = Wie viele Synapsen welche Stärke haben, jetzt (gefüllt) und am Anfang (Umriss), Anzahl logarithmisch.
plot-matrix-text = Mittleres Gewicht der Synapsen von den Zellen einer Gedächtnisspur auf die einer anderen, und wie es sich seit dem Anfang geändert hat. Zellen mehrerer Gedächtnisspuren zählen für die erste.
plot-threshold-map-text = Wie weit sich die Schwelle jedes Neurons seit dem Anfang verschoben hat, über den ganzen Lauf. Orange: niedriger, also leichter erregbar. Blau: höher. Nach Gedächtnisspuren geordnet. Ein Klick wählt das Neuron zu diesem Zeitpunkt aus, mit Strg zum jetzigen.
plot-thresholds-text = Wie viele Neuronen welche Schwelle haben, jetzt (gefüllt) und am Anfang (Umriss); ein Pfeil für jede der zehn, die sich am weitesten verschoben haben.
plot-modulators-text = Pegel der Neuromodulatoren über den ganzen Lauf.
plot-plasticity-text = Dopamin und Acetylcholin als Feld, in dem man zieht, und was die synaptische Regel dort tut: Änderung über dem zeitlichen Abstand zweier Spikes und über der Rate des Empfängers.
plot-neuron-text = Das ausgewählte Neuron: Membranpotential und Schwelle, Nachhyperpolarisation, Erregbarkeit. Beobachtete Neuronen haben je eine eigene Bahn.
plot-replay-text = Wie oft jede Gedächtnisspur in diesem Schlaf wiederholt wurde, im Wachen: im letzten. Gestrichelt: 95 von 100 gemischten Gedächtnisspuren, die ebenso groß und aktiv sind, bleiben zufällig darunter.
plot-recall-text = Was jede Darbietung (Kreis) und jeder Hinweisreiz (Raute) abgerufen hat: der Anteil der Zellen einer Gedächtnisspur, die mit mindestens 10 Spikes/s feuerten, groß für das gezeigte Muster, klein für die anderen. Gestrichelt: Zellen ohne Gedächtnisspur.
plot-evidence-text = Was die Szene behauptet, auf die Probe gestellt: jeder Arm mit jedem Startwert, was erwartet war, und das Urteil.
plots-over-time = Ein Klick zeigt diesen Zeitpunkt des Laufs. Ziehen verschiebt die Zeit, das Mausrad vergrößert, ein Doppelklick folgt wieder dem Lauf.

plots-legend-click = Ein Klick blendet es aus oder wieder ein.
plots-model-time = Modellzeit (s)

plots-no-populations = Diese Szene hat keine Populationen.
plots-no-rate = Noch keine Rate gemessen. { $press }
plots-rate-axis = Rate (Spikes/s)
plots-rate-difference-axis = Unterschied (Spikes/s)
plots-rate = { $rate } Spikes/s

plots-no-level = Noch kein Pegel aufgezeichnet. { $press }
plots-level-axis = Pegel
plots-level-difference-axis = Unterschied der Pegel
plots-levels = Pegel

plots-no-patterns = Diese Szene hat keine Muster, also lässt sich nichts abrufen.
plots-no-presentation = Noch kein Muster dargeboten. { $press } Muster werden links dargeboten und als Hinweisreiz gezeigt.
plots-no-memory = ohne Gedächtnisspur
plots-recall-axis = Zellen, die antworten
plots-mark-presented = dargeboten
plots-mark-presented-text = Eine Darbietung des ganzen Musters; gefüllt: des eigenen Musters dieser Gedächtnisspur.
plots-mark-cue = als Hinweisreiz
plots-mark-cue-text = Ein Hinweisreiz: ein Teil des Musters; gefüllt: des eigenen Musters dieser Gedächtnisspur.
plots-mark-other = ein anderes gezeigt
plots-mark-other-text = Hohl: wie viele Zellen dieser Gedächtnisspur antworteten, während das Muster einer anderen gezeigt wurde.
plots-cue = { $share } % von { $name } als Hinweisreiz
plots-presented = { $name } dargeboten
plots-share-of = { $share } % von { $name }
plots-share-of-others = { $share } % der Zellen ohne Gedächtnisspur

plots-lens = In 3D aufleuchten
plots-replays-now = Replays in diesem Schlaf
plots-replays-last = Replays im letzten Schlaf
plots-chance = zufällig, 95 %
plots-memory-cells = { $name } ({ $n ->
    [one] 1 Zelle, die antwortete
   *[other] { $n } Zellen, die antworteten
    })
plots-replayed-at-least = { $name } mindestens { $n }-mal wiederholt
plots-replayed = { $name } { $n }-mal wiederholt

plots-none-selected = Kein Neuron ausgewählt. Klicken Sie auf ein Neuron in der 3D-Ansicht oder im Raster; W heftet seinen Verlauf hier an.
plots-no-trace = Noch kein Verlauf dieses Neurons. { $press }
plots-no-traces = Noch kein Verlauf dieser Neuronen. { $press }
plots-ahp-axis = AHP (nS)
plots-excitability-axis = Erregbarkeit e, ±1
plots-spike-at = { $time }, Spike
plots-trace =
    Potential V { $potential }
    Schwelle θ { $threshold }
    AHP { $ahp }
    Erregbarkeit e { $excitability }
plots-potential = Potential V (Spikes gezeichnet)
plots-threshold = Schwelle θ
plots-lanes-axis = V, θ: −85 bis −22 mV

plots-raster-window-hint = Wie viel von der Vergangenheit das Raster zeigt (Modellzeit) und in welcher Reihenfolge es die Neuronen aufführt.
plots-raster-window = { $title } zeigt { $window }
plots-no-neurons = Diese Szene hat keine Neuronen.
plots-thinned = 1 von { $number } Spikes ist gezeichnet
plots-thinned-hint = Es sind mehr Spikes, als behalten werden können. Welche gezeichnet werden, bestimmt der Zufall, überall im selben Verhältnis; Raten und das Licht in der 3D-Ansicht zählen alle.
plots-nothing-ran = Noch ist nichts gelaufen. { $press }
plots-paused-silent = Angehalten, und keine Spikes in den letzten { $window } s. { $press }
plots-silent = Keine Spikes in den letzten { $window } s.
plots-below-threshold = Im Mittel liegt das Potential { $gap } unter der Schwelle.
plots-raise-input = Eingang verstärken
plots-raise-input-hint = Setzt die Stärke der Mustereingänge auf das 1,5-Fache der jetzigen.
plots-wider-window = Mehr Zeit zeigen ({ $seconds } s)
plots-wider-window-hint = Zeigt mehr von der Vergangenheit.
plots-neuron-number = Neuron #{ $neuron }
plots-by-memory = nach Gedächtnis
plots-by-threshold = nach Schwelle
plots-by-rate = nach Rate
plots-by-depth = nach Tiefe
plots-by-place = links nach rechts
plots-neurons-axis = Neuronen
plots-neurons-by-threshold = Neuronen, niedrige θ oben
plots-neurons-by-rate = Neuronen, aktive oben
plots-neurons-by-depth = Neuronen, höhere oben
plots-neurons-by-place = Neuronen, linke oben
plots-by-memory-text = Nach dem Muster, das jedes Neuron am stärksten antreibt, dann nach Population.
plots-by-threshold-text = Nach der jetzigen Schwelle, die erregbarsten oben; noch einmal wählen ordnet neu.
plots-by-rate-text = Nach den Spikes der letzten etwa zwei Sekunden, die aktivsten oben; noch einmal wählen ordnet neu.
plots-by-depth-text = Nach der Höhe im Gewebe.
plots-by-place-text = Nach dem Ort im Gewebe, von links nach rechts.

plots-png = Bild (PNG)
plots-svg = Zeichnung (SVG)
plots-csv = Tabelle (CSV)
plots-png-text = Speichert das Diagramm, wie es jetzt zu sehen ist, mit drei Pixeln je Bildschirmpixel in jeder Richtung.
plots-svg-text = Speichert das Diagramm, wie es jetzt zu sehen ist, scharf in jeder Größe; Text bleibt Text.
plots-csv-text = Speichert, was von diesem Diagramm behalten wurde, als Tabelle (CSV), mit Einheiten und Herkunft.

plots-memory = Gedächtnis { $name }

plots-upwards-hint = Wessen Rate nach oben geht.
plots-upwards = { $title } nach oben: { $name }
plots-pca = PCA
plots-pca-of-all = PCA aller Raten
plots-to-the-right-hint = Wessen Rate nach rechts geht; oder die zwei Richtungen, in denen sich alle Raten am stärksten ändern.
plots-to-the-right = { $title } nach rechts: { $name }
plots-one-rate = Ein Zustandsraum braucht zwei Raten, und diese Szene hat weniger: eine Population und keine Gedächtnisspuren.
plots-no-path = Für einen Weg durch den Zustandsraum ist noch zu wenig gelaufen. { $press }
plots-no-direction = Noch hat sich keine Rate geändert, also gibt es keine Richtung, in der sie sich am stärksten ändern.
plots-now = jetzt
plots-in-twin = im Zwilling
plots-in-run = im Lauf
plots-mean-over = Mittel über { $seconds } s
plots-rate-of = { $name } (Spikes/s)
plots-rate-of-short = { $name }, Spikes/s
plots-component = Komponente { $k }, { $share } der Varianz (Spikes/s)
plots-component-short = PC { $k }, { $share } (Spikes/s)
plots-component-shortest = PC { $k }, { $share }
plots-component-none = Komponente { $k }: neben der ersten schwankt so gut wie nichts (Spikes/s)
plots-component-none-short = PC { $k }: schwankt kaum
plots-component-none-shortest = PC { $k }, < 1 %

plots-no-threshold = Noch keine Schwelle gemessen. { $press }
plots-threshold-axis = Schwelle (mV)
plots-threshold-bin =
    Schwelle { $from } bis { $to }
    { $first } { $now ->
        [one] 1 Neuron
       *[other] { $now } Neuronen
    }
    { $second } { $start }
plots-at-the-start = am Anfang
plots-moved-most = größte Änderungen
plots-apart-most-text = Jeder Pfeil ist eines der zehn Neuronen, die sich am stärksten unterscheiden: von der Schwelle im Lauf (Punkt) zu der im Zwilling (Spitze). Der größte Unterschied steht oben; sonst sagt die Höhe eines Pfeils nichts.
plots-moved-most-text = Jeder Pfeil ist eines der zehn Neuronen, deren Schwelle sich am weitesten verschob: von der Schwelle am Anfang (Punkt) zu der von jetzt (Spitze). Die größte Änderung steht oben; sonst sagt die Höhe eines Pfeils nichts.
plots-selected-neuron = ausgewähltes Neuron

plots-no-column = Noch keine Schwelle aufgezeichnet: alle 250 ms Modellzeit kommt eine Spalte hinzu. { $press }
plots-shift = Schwellenverschiebung { $shift }
plots-low-ready = tief = bereit
plots-twin-less-run = Zwilling − Lauf
plots-map-difference =
    Verschiebung der Schwelle im Zwilling minus die im Lauf. Warm gefärbte Neuronen sind im Zwilling leichter erregbar, blaue schwerer.
    Mittel jetzt: { $mean }
plots-map-legend =
    { $meaning } Der Bereich ist fest. Warm gefärbte Neuronen sind leichter erregbar als am Anfang, blaue schwerer.
    Mittel jetzt: { $mean }
plots-map-off = Intrinsische Plastizität ist ausgeschaltet oder gehört nicht zu dieser Szene, daher lernen die Schwellen nicht.

plots-before = vor dem Anfang
plots-not-yet = noch nicht gelaufen
plots-again = kommt wieder
plots-click-before = Der Lauf beginnt bei 0 s: Einen früheren Zeitpunkt gibt es nicht.
plots-click-not-yet = Der Lauf ist bis { $end } s bekannt: Was danach kommt, kann noch nicht gezeigt werden.
plots-held = gehalten · Doppelklick folgt dem Lauf

plots-no-synapses = Diese Szene hat keine Synapsen.
plots-many-groups = Diese Szene hat zu viele Gruppen für eine Matrix.
plots-no-weights = Die Gewichte wurden noch nicht angesehen. { $press }
plots-matrix-difference = mittleres Gewicht im Zwilling (× anfangs) von Zeile auf Spalte; warm: größer als im Lauf, blau: kleiner
plots-matrix-note = mittleres Gewicht (× anfangs) von Zeile auf Spalte; warm: seit dem Anfang gewachsen, blau: geschrumpft
plots-matrix-note-short = mittleres Gewicht (× anfangs), Zeile auf Spalte
plots-matrix-note-shortest = Zeile auf Spalte
plots-onto = { $from } auf { $onto }
plots-onto-none = { $names }: keine Synapsen
plots-matrix-cell =
    { $names }
    { $weight } × anfangs, { $before } { $compared } ({ $change } %)
    { $n ->
        [one] 1 Synapse
       *[other] { $n } Synapsen
    }
plots-does-not-learn = { $name } (lernt nicht)
plots-projection-hint = Welche Synapsen gezeigt werden.
plots-weights-of = { $title } von { $name }
plots-above = { $n ->
        [one] 1 Synapse
       *[other] { $n } Synapsen
    } über { $largest }
plots-above-hint = Sie liegen jenseits des rechten Randes; der ist das größte Gewicht, das die Regeln zulassen.
plots-empty-projection = Die Projektion { $name } hat keine Synapsen.
plots-mean-now = Mittel jetzt { $mean }
plots-synapses-axis = Synapsen
plots-weight-axis = Gewicht (× anfangs)
plots-weight-bin =
    Gewicht { $from } bis { $to } × anfangs
    { $first } { $now ->
        [one] 1 Synapse
       *[other] { $now } Synapsen
    }
    { $second } { $start }

plots-no-window = Keine Regel dieser Szene ändert Gewichte allein durch Paare oder Tripletts von Spikes, also gibt es kein Fenster zu zeigen.
plots-mean-of = Mittel von „{ $name }“
plots-rule-off = { $rule } ist aus
plots-frozen = Durch einen Test eingefroren
plots-gate = Tor { $share } %
plots-gate-hint = Durchgezogene Kurven zeigen, was jetzt geschieht; dünne graue, was bei ganz offenem Tor geschähe. Beide rechnet die Regel der Szene selbst, für eine Synapse mit ihrem anfänglichen Gewicht, bei dem der heterosynaptische Zug null ist.
plots-metaplasticity = M { $factor } aus ν { $rate } Spikes/s, { $of }
plots-rule-of = { $rule }, „{ $name }“
plots-metaplasticity-hint = Metaplastizität: Der Faktor M der Abschwächung folgt der langfristigen Rate ν des Neurons. Ein Neuron, das viel feuerte, braucht mehr Aktivität, um seine Synapsen zu stärken. Regeln ohne M haben eine feste Schwelle.
plots-lone-pair = einzelnes Paar
plots-fast-pairs = { $rate } Spikes/s
plots-lag-axis = Δt = post − prä (ms)
plots-pair-axis = Δw je Paar
plots-window-hint = Gewichtsänderung durch ein Paar von Spikes. Links: Der Empfänger feuert, bevor der Spike des Senders ankommt; rechts: danach. Durchgezogen: ein einzelnes Paar. Gestrichelt: ein Paar unter anderen bei { $rate } Spikes/s, wobei auch die Tripletts zählen, die benachbarte Paare bilden.
plots-receiver-axis = Rate des Empfängers (Spikes/s)
plots-second-axis = Δw je Sekunde
plots-crossover = { $rate } Spikes/s
plots-rule-hint = Mittlere Gewichtsänderung, während beide Neuronen zufällig feuern, der Sender mit { $rate } Spikes/s.
plots-crossing = Über { $rate } Spikes/s werden Synapsen stärker, darunter schwächer.
plots-no-crossing = Bis { $rate } Spikes/s gibt es keine Rate, über der Synapsen stärker werden.
plots-sliding = Mit den üblichen Amplituden der Regel liegt der Übergang bei 10 Spikes/s × M, hier M = { $factor }. Gepunktet: Neuronen, die lange still waren (links) oder lange sehr aktiv (rechts).

plots-not-saved = { $name } wurde nicht gespeichert: { $why }.
plots-save = Speichern
plots-save-hint = Speichert dieses Diagramm: als Bild, als Zeichnung oder als Tabelle.
plots-save-this = { $title } speichern
plots-open-here = Hier ein Diagramm öffnen
plots-open = { $plot } öffnen
plots-full = Es sind schon so viele Diagramme offen. Schließen Sie zuerst eines.
plots-folded = Das Fenster hat keinen Platz für Diagramme nebeneinander: Alle sind Reiter. Machen Sie es breiter.
plots-alone = Neben ihm sind keine Reiter, die es verlassen könnte.
plots-move-right = { $title } nach rechts
plots-move-below = { $title } nach unten
plots-or-drag = Oder ziehen Sie seinen Reiter dorthin, wo Sie es haben wollen.
plots-add-hint = Öffnet hier ein weiteres Diagramm als Reiter. Ziehen Sie einen Reiter neben, unter oder auf ein anderes Diagramm; ziehen Sie die Linie zwischen zweien.
plots-add = Ein Diagramm neben { $title } öffnen
plots-close = Schließen
plots-close-all = Diagramme schließen
plots-as-scene = Wie die Szene
plots-about-hint =
    { $text }
    Ein Klick öffnet das Handbuch.
plots-about = Über { $title }
plots-close-one = { $name } schließen
plots-drag-tab = Ziehen Sie den Reiter neben, unter oder auf ein anderes Diagramm.
plots-close-hint = Schließt dieses Diagramm.

plots-no-claim = Diese Szene stellt keine Behauptung auf die Probe. „Robuster Abruf“, „Künstliche Zuteilung“ und „Zwei Gedächtnisspuren verknüpfen“ tun es, unter anderen: `rheobase scenes` listet sie auf.
plots-seeds = { $done } von { $all ->
        [one] 1 Startwert
       *[other] { $all } Startwerten
    }, { $origin }
plots-shipped = mit dem Programm geliefert
plots-stale = veraltet: Die Szene hat sich seither geändert
plots-made-here = hier gemacht
plots-scene-hash = Szene { $hash }. { $reason }
plots-no-seed = Noch ist kein Startwert vollständig.
plots-runs = { $done } von { $total } Läufen
plots-stop = Anhalten
plots-stop-hint = Beendet die Läufe im Hintergrund; fertige bleiben erhalten.
plots-run-evidence = Belege berechnen
plots-run-evidence-hint = Berechnet jeden Arm mit jedem Startwert im Hintergrund, neben dem offenen Lauf. `rheobase experiment` tut es schneller, auf allen Kernen, und schreibt einen Bericht.
plots-no-value = kein Wert
plots-band = Band: { $low } bis { $high } ({ $source }).
plots-effect-size = d_z { $d }, Cliffs δ { $delta }.
plots-rests-on-it = Das Urteil beruht darauf.
plots-no-run = Kein Lauf ergab einen Wert für diese Messung.
plots-dots-hint = Ein Punkt ist ein Lauf; ein Klick öffnet ihn. Quadrat und Linie: Mittel und 95-%-Intervall.

# Ist es Zufall?

luck-ask = Zufall?
luck-stop = Anhalten
luck-forget = Antwort ausblenden
luck-name = { $badge } ({ $title })
luck-running = { $done } von { $all } Läufen
luck-pairs = { $agree } von { $others }
luck-lower = höher als { $agree } von { $others }
luck-none = kein Wert
luck-hint-twin =
    Rechnet Lauf und Zwilling im Hintergrund mit { $n } anderen Startwerten noch einmal bis { $until }: In wie vielen Paaren hat der Unterschied dasselbe Vorzeichen?
    1 Paar ist ein Beispiel, { $n } sind ein Beleg.
luck-hint =
    Rechnet diesen Lauf im Hintergrund mit { $n } anderen Startwerten noch einmal bis { $until }, mit allem, was Sie darin geändert haben.
    1 Lauf ist ein Beispiel, { $n } sind ein Beleg.
luck-about = { $readout } bei { $time }.
luck-about-pairs = Unterschied durch die Änderung im Paar, das Sie sehen: { $own }. In { $agree } von { $others } Paaren mit anderen Startwerten hat er dasselbe Vorzeichen; deren Mittel: { $mean } (95-%-Intervall).
luck-about-runs = Dieser Lauf (Startwert { $seed }): { $own }, höher als { $agree } von { $others } Läufen mit anderen Startwerten; deren Mittel: { $mean } (95-%-Intervall).
luck-usual = Er liegt zwischen den anderen, wie 9 von 10 Läufen: Nichts spricht dafür, dass dieser Startwert besonders ist.
luck-unusual = Er liegt außerhalb aller anderen, wie 1 von 10 Läufen allein durch Zufall.
luck-marks =
    Blass: die anderen Startwerte. Band: 95-%-Intervall ihres Mittels.
    1 Lauf ist ein Beispiel, { $n } sind ein Beleg.
