# Inspektor, Legende und alles über der 3D-Ansicht.

and = und
unit-spikes-per-second = Spikes/s
count-neurons = { $n ->
    [one] 1 Neuron
   *[other] { $n } Neuronen
    }
neuron-number = Neuron #{ $number }
select-neuron = Neuron #{ $number } auswählen
click-selects = Klick wählt Neuron #{ $number } aus.
no-neurons-in-scene = Diese Szene hat keine Neuronen.
nothing-copied = Nichts wurde kopiert: Dieses System gibt keinen Zugriff auf seine Zwischenablage.

# Arten von Neuronen und Synapsen

kind-excitatory = erregend
kind-inhibitory = hemmend
excitatory-neurons = { $n ->
    [one] 1 erregendes Neuron
   *[other] { $n } erregende Neuronen
    }
inhibitory-neurons = { $n ->
    [one] 1 hemmendes Neuron
   *[other] { $n } hemmende Neuronen
    }
excitatory-synapses = { $n ->
    [one] 1 erregende Synapse
   *[other] { $n } erregende Synapsen
    }
inhibitory-synapses = { $n ->
    [one] 1 hemmende Synapse
   *[other] { $n } hemmende Synapsen
    }

# Netz

inspector-network = Netz
inspector-network-hint = Ein Klick auf ein Neuron zeigt Spannung, Schwelle und Synapsen.
inspector-pick = Aktivstes auswählen
inspector-pick-all = Wählt das Neuron aus, das in den letzten 2 s am häufigsten gefeuert hat.
inspector-pick-learning = Wählt das Neuron aus, das in den letzten 2 s am häufigsten gefeuert hat, unter denen, die lernen können.
inspector-populations = Populationen
inspector-population = { $size }; Spikes pro Sekunde und Neuron, Mittel der letzten { $seconds } s.
inspector-facts = Kennzahlen
fact-threshold = Schwelle, Mittel ± SD
fact-threshold-text = Feuerschwellen aller Neuronen jetzt.
fact-excitability = Erregbarkeit e, Mittel
fact-of-one = von ±1
fact-excitability-text = Gelernte Erregbarkeit, −1 bis 1; 0 am Anfang.
fact-neurons = Anzahl der Neuronen
fact-neurons-text = Alle Populationen zusammen.
fact-synapses = Anzahl der Synapsen
fact-synapses-text = Alle Projektionen zusammen; die 3D-Ansicht zeigt die 300 erregenden mit den größten Leitfähigkeiten.
fact-time-step = Zeitschritt
fact-time-step-text = Integrationsschritt dieser Szene.
fact-seed = Startwert (Seed)
fact-seed-text = Aus dieser Zahl folgt alles, was ausgelost wird.
inspector-patterns = Muster
inspector-select-members = Wählt die Zellen der Gedächtnisspur aus.
inspector-select-members-of = Zellen von { $name } auswählen
inspector-pattern = { $n ->
    [one] 1 Neuron
   *[other] { $n } Neuronen
    }, e = { $e }
inspector-pattern-text = Die Neuronen, die dieses Muster am stärksten antreibt, und ihre mittlere gelernte Erregbarkeit e (−1 bis 1).

# Ein Neuron

inspector-next-step = Die Werte kommen mit dem nächsten Schritt. { $play }
inspector-clear = aufheben
inspector-unknown-kind = unbekannte Art
inspector-in-pattern = in { $name }
inspector-lost = verloren
inspector-lost-tip = Die Szene hat dieses Neuron ausgeschaltet: Es feuert nie wieder, und von ihm wächst keine Synapse mehr.
inspector-in-no-pattern = in keinem Muster
inspector-no-trace = Noch kein Verlauf. { $play }
inspector-potential = Potential V
inspector-threshold = Schwelle θ
page-values = Werte
page-values-text = Alle seine Variablen jetzt.
page-why = Warum?
page-inputs = Eingänge
page-inputs-text = Eingehende Synapsen, die stärksten zuerst.
page-outputs = Ausgänge
page-outputs-text = Ausgehende Synapsen, die stärksten zuerst.
reading-rheobase = Rheobase
reading-rheobase-text = Rheobase: der kleinste anhaltende Strom, der dieses Neuron ohne synaptischen Eingang feuern lässt. Eine kleinere Rheobase bedeutet ein erregbareres Neuron.
reading-rate = Rate
reading-rate-text = Spikes pro Sekunde in den letzten 20 s Modellzeit oder seit der Auswahl.
reading-resistance = Eingangswiderstand
reading-resistance-text = Millivolt, um die ein anhaltender Strom von 1 nA das Ruhepotential anhöbe.
inspector-incoming = { $n ->
    [0] 0 eingehende Synapsen
    [one] 1 eingehende Synapse
   *[other] { $n } eingehende Synapsen, die stärksten zuerst
    }; Gewichte im Verhältnis zum Anfangswert. Zwei Zellen können mehrere teilen.
inspector-outgoing = { $n ->
    [0] 0 ausgehende Synapsen
    [one] 1 ausgehende Synapse
   *[other] { $n } ausgehende Synapsen, die stärksten zuerst
    }; Gewichte im Verhältnis zum Anfangswert. Zwei Zellen können mehrere teilen.
inspector-synapse = Gewicht: das { $weight }-Fache des Anfangswerts. Klick wählt Neuron #{ $number } aus.
inspector-weaker = … { $n } schwächere.

# Für dieses Neuron setzen

own-heading = Für dieses Neuron setzen
own-heading-text = Ziehen oder tippen. Es ist eine Änderung wie jede andere: Sie steht im Protokoll, und { $key } nimmt sie zurück.
own-paint = Aufgemalt u
own-paint-text = Aufgemalte Erregbarkeit, wie durch Licht oder einen Designer-Wirkstoff, −1 bis 1.
own-of-neuron = { $name } dieses Neurons
own-revert = zurück
own-revert-text = Zurück auf { $value }.
own-revert-name = { $name } zurücksetzen

# In der Schnittpräparation

slice-heading = Im Hirnschnitt
slice-heading-text = Die Protokolle der Elektrophysiologie, an einer Kopie dieses Neurons ohne Synapsen und Rauschen. Der Lauf bleibt unberührt.
slice-now = jetzt
slice-grey = grau: bei der Auswahl
slice-then = bei der Auswahl
slice-current = Strom (pA)
slice-rheobase = Rheobase, Stufe von 1 s
slice-rheobase-text = Kleinste Stromstufe von einer Sekunde, bei der es feuert; größer als die bei anhaltendem Strom, wenn es adaptiert.
slice-gain = Verstärkung
slice-gain-unit = Spikes/s je 100 pA
slice-gain-text = Steigung der f–I-Kurve, wo es feuert.
slice-latency = Erster Spike bei 200 pA
slice-latency-text = Latenz des ersten Spikes bei einer Stufe von 200 pA; –, wenn es eine Sekunde lang stumm bleibt.
slice-ahp = AHP nach einer Salve
slice-ahp-text = Tiefster Stand unter der Ruhe nach fünf Spikes, einem alle 10 ms.

# Mehrere Neuronen

group-next-sample = Die Werte kommen mit der nächsten Messung.
group-clear-text =
    Wählt kein Neuron aus und zeigt das Netz.
    Taste: Esc
group-of-population = Von { $neurons } der Population { $name }.
group-in-memory = { $n } in { $name }
group-of-memory = Von { $n ->
    [one] 1 Zelle
   *[other] { $n } Zellen
    } der Gedächtnisspur; ein Neuron kann in mehreren sein.
group-in-no-memory = keines in einer Gedächtnisspur
rank-title = Auswahl nach { $variable }
rank-text = Wählt so viele Neuronen nach dem Rang dessen aus, was die Farbe zeigt: { $variable }.
rank-the = die
rank-count = Wie viele Neuronen nach Rang
rank-highest = höchsten
rank-select-highest = Die höchsten auswählen
rank-lowest = niedrigsten
rank-select-lowest = Die niedrigsten auswählen
group-mean-now = Mittel ± SD jetzt
group-without-value = { $n ->
    [one] 1 Neuron
   *[other] { $n } Neuronen
    } ohne Wert.
group-weights = Gewichte, Mittel ± SD
group-within = Innen
group-within-text = von einem dieser Neuronen auf ein anderes, in Einheiten des Anfangsgewichts
group-in = Ein
group-in-text = von anderen Neuronen auf diese, in Einheiten des Anfangsgewichts
group-out = Aus
group-out-text = von diesen Neuronen auf andere, in Einheiten des Anfangsgewichts
group-synapses-name = { $place }, { $n } { $kind }
group-synapses-text = { $synapses } { $meaning }.
group-no-synapse = Keine Synapse beginnt oder endet an ihnen.
group-members = Ausgewählte Neuronen
group-select-alone = Nur Neuron #{ $number } auswählen
group-member-text = { $variable }. Klick wählt nur Neuron #{ $number } aus.
group-excitatory = erregend
group-other-excitatory = übrige erregende
group-inhibitory = hemmend

# Warum hat es gefeuert?

why-fired = Warum hat es gefeuert?
why-not-fired = Seit der Auswahl hat es nicht gefeuert. Lassen Sie es laufen, oder stoßen Sie es an: { $key } halten und darauf klicken.
why-threshold = Warum hat sich die Schwelle bewegt?
since-start = dem Start
since-marker = der Marke bei { $time } s
spike-before = Spike davor
spike-before-text = Der Spike vor diesem.
spike-after = Spike danach
spike-after-text = Der Spike nach diesem.
spike-hold = Halten
spike-hold-text = Behält diesen Spike, während andere folgen; noch einmal zeigt den neuesten.
spike-time-text = Wann es gefeuert hat (Modellzeit).
spikes-before-last = { $n ->
    [one] 1 Spike
   *[other] { $n } Spikes
    } vor dem letzten.
why-term = Was davon im Potential über der Ruhe übrig war, als das Neuron feuerte: { $cause }.
why-term-senders = Was davon im Potential über der Ruhe übrig war, als das Neuron feuerte: { $cause }. Von { $n ->
    [one] 1 Sender
   *[other] { $n } Sendern
    }.
why-limit = Nötig war
why-limit-text = Die Schwelle, als es feuerte, mit dem Sprung nach vorangegangenen Spikes.
why-jump = Sprung nach Spikes
why-jump-text = Ein Spike hebt die Schwelle für einige Millisekunden an.
why-senders = Einzelne der { $n } Sender (Balken in eigenem Maßstab):
why-go-to-sender = Zum Sender #{ $number }

cause-earlier = Von vorher
cause-earlier-spoken = das, was vorher da war
cause-reset = Letzter Reset
cause-reset-spoken = das Zurücksetzen nach dem letzten Spike
cause-synapses = Synapsen
cause-pattern = Muster { $name }
cause-pattern-spoken = das Muster { $name }
cause-inhibiting = Hemmender Eingang
cause-inhibiting-spoken = hemmende Eingänge
cause-current = Injizierter Strom
cause-current-spoken = den injizierten Strom
cause-ahp = AHP
cause-ahp-spoken = die Nachhyperpolarisation
cause-noise = Spannungsrauschen
cause-noise-spoken = das Spannungsrauschen
cause-upstroke = Aufstrich
cause-upstroke-spoken = die Aufstrichphase des Aktionspotentials
cause-adaptation = Adaptation
cause-adaptation-spoken = die Adaptation
cause-inputs = Andere Eingänge
cause-inputs-spoken = andere Eingänge
cause-poisson = Poisson-Spikes
cause-trains = Spikefolgen
cause-trains-spoken = Spikefolgen
cause-given = Vorgegebene Spikes
cause-given-spoken = Spikes zu vorgegebenen Zeiten

spike-forced = Die Szene ließ es feuern, { $mv } mV unter seiner Schwelle.
spike-raised = { $cause } ({ $share } %)
spike-raised-senders = { $cause } ({ $share } %, { $n } Sender)
spike-sentence = { $above } mV über der Ruhe. Angehoben durch { $causes }.
spike-sentence-held = { $above } mV über der Ruhe. Angehoben durch { $causes }; zurückgehalten um { $mv } mV, vor allem durch { $most }.

threshold-part-resting = Eigene Ruheschwelle
threshold-part-resting-spoken = die eigene Ruheschwelle
threshold-part-resting-text = Am Anfang ausgelost: Neuronen sind verschieden.
threshold-part-fast = Schnelle Erregbarkeit
threshold-part-fast-spoken = die schnelle Erregbarkeit
threshold-part-fast-text = Gelernte Erregbarkeit e_f, die in etwa einer Stunde vergeht: −Δ e_f / 2.
threshold-part-slow = Langsame Erregbarkeit
threshold-part-slow-spoken = die langsame Erregbarkeit
threshold-part-slow-text = Gelernte Erregbarkeit e_s, die Stunden bis Tage anhält: −Δ e_s.
threshold-part-homeostasis = Homöostase
threshold-part-homeostasis-spoken = die Homöostase
threshold-part-homeostasis-text = Die Verschiebung h eines Neurons, das viel zu oft oder viel zu selten gefeuert hat.
threshold-part-paint = Aufgemalt
threshold-part-paint-spoken = die aufgemalte Erregbarkeit
threshold-part-paint-text = Erregbarkeit, die von Hand oder von der Szene aufgemalt wurde.
threshold-part-modulators = Neuromodulatoren
threshold-part-modulators-spoken = die Neuromodulation
threshold-part-modulators-text = Acetylcholin über oder unter dem, was in diesem Hirnzustand üblich ist.
threshold-part-pending = Noch nicht wirksam
threshold-part-pending-spoken = noch nicht Wirksames
threshold-part-pending-text = Schwellen folgen alle 5 ms, und Erregbarkeit hat Grenzen: was von alldem nicht in der Schwelle ist.

threshold-unmoved = Sie hat sich seit { $since } nicht bewegt.
threshold-fell = Sie sank seit { $since } um { $mv } mV, vor allem durch { $part }: leichter erregbar.
threshold-rose = Sie stieg seit { $since } um { $mv } mV, vor allem durch { $part }: schwerer erregbar.
threshold-fell-although = Sie sank seit { $since } um { $mv } mV, obwohl { $part } allein sie in die andere Richtung bewegt hätte: leichter erregbar.
threshold-rose-although = Sie stieg seit { $since } um { $mv } mV, obwohl { $part } allein sie in die andere Richtung bewegt hätte: schwerer erregbar.

# Was jetzt zu sehen ist, in Worten

describe-awake = Wach
describe-nrem = Im NREM-Schlaf
describe-rem = Im REM-Schlaf
describe-cued = Hinweisreiz mit { $share } % von { $name }
describe-tested = Test mit { $name }
describe-presented = { $name } wird dargeboten
describe-stopped = gestoppt
describe-running = läuft
describe-paused = angehalten
describe-now-presented = { $state }, { $presented }, { $runs }, Modellzeit { $time } s.
describe-now = { $state }, { $runs }, Modellzeit { $time } s.
describe-nothing-counted = { $n ->
    [one] 1 Neuron
   *[other] { $n } Neuronen
    }; noch nichts gezählt.
describe-rate = { $name }: { $rate }
describe-rates = { $n ->
    [one] 1 Neuron
   *[other] { $n } Neuronen
    }; Spikes/s je Neuron in der letzten Sekunde: { $rates }.
describe-below = { $name } { $mv } mV tiefer
describe-above = { $name } { $mv } mV höher
describe-thresholds = Schwellen gegenüber denen der übrigen erregenden Neuronen: { $apart }.
describe-group = { $n } Neuronen sind ausgewählt.
describe-selected = Neuron { $number } ist ausgewählt: { $potential } mV, Schwelle { $threshold } mV, { $n ->
    [one] 1 Synapse
   *[other] { $n } Synapsen
    }.

# Menü in der 3D-Ansicht

menu-selected = { $n ->
    [one] 1 ausgewähltes Neuron
   *[other] { $n } ausgewählte Neuronen
    }
menu-inspect = #{ $number } ansehen
menu-inspect-text = Wählt es allein aus und öffnet den Inspektor.
menu-unwatch = Nicht mehr beobachten
menu-poke = Anstoßen
menu-poke-text = Gibt einen Puls von { $pulse }.
menu-isolate = Freistellen
menu-copy = Werte kopieren
menu-copy-text = Kopiert Name, Wert und Einheit dessen, was man von ihm weiß, zum Einfügen in eine Tabelle.
menu-group =
    Alles außer dem Ersten und Folgen
    gilt für die ganze Gruppe.

copied-time = Modellzeit
copied-neuron = Neuron #{ $number }, { $kind }
copied-neurons = { $number } Neuronen
copied-rate = Mittlere Rate
copied-mean = Mittel
copied-sd = SD
copied-number = Anzahl
copied-unit = Einheit
copied-of-initial = des Anfangsgewichts
copied-within = innen
copied-in = ein
copied-out = aus
copied-weight = Gewicht { $place }, { $kind }

# Legende

legend-choose =
    { $meaning }
    Ein Klick oder die Taste { $key } wählt, was die Farbe zeigt; { $next } nimmt die nächste Variable.
legend-colour = Farbe: { $name }
legend-since-marker = seit der Marke bei { $time } s
legend-since-start = seit dem Start: { $key } setzt eine Marke
legend-click = Ein Klick auf ein Neuron zeigt dessen Synapsen.
legend-no-value = Kein Neuron hat jetzt einen Wert davon.
legend-beyond = { $below } unter dem Bereich, { $above } darüber
legend-below = { $n } unter dem Bereich
legend-above = { $n } über dem Bereich
legend-difference = Zwilling − Lauf: { $name }
legend-spikes-of-run = feuert nur im Lauf
legend-spikes-of-twin = feuert nur im Zwilling
legend-picked = { $n ->
    [one] 1 Neuron
   *[other] { $n } Neuronen
    } ausgewählt: { $key } lässt los
legend-pillar = Höhe: von der Ruhe bis zur Schwelle, jetzt { $heights } mV · Kappe: Schwelle · Rahmen: am Anfang · Perle: Potential
legend-pillar-short = Höhe: Ruhe bis Schwelle, { $heights } mV · Kappe: Schwelle · Perle: Potential
legend-pillar-shortest = Kappe: Schwelle über Ruhe ({ $heights } mV) · Perle: Potential
legend-pillar-least = Kappe: Schwelle · Perle: Potential
legend-pillar-range = { $from } bis { $to }
legend-new = neu
legend-pruned = abgebaut
legend-replaced = { $n } ersetzt
legend-painted-up = aufgemalt: erregbarer
legend-painted-down = weniger erregbar
legend-forecast = vorhergesagt
legend-hit = Treffer
legend-miss = verfehlt
legend-unforeseen = unvorhergesehen
legend-bar = Farben: Klick wählt Neuronen aus
legend-section = { $values }: { $n ->
    [one] 1 Neuron
   *[other] { $n } Neuronen
    }. Klick wählt sie aus und blendet alle anderen ab.
legend-section-below = unter { $value } { $unit }
legend-section-above = über { $value } { $unit }
legend-section-inside = { $from } bis { $to } { $unit }
chooser-search = Suche: Schwelle, Calcium, mV …
chooser-none = Keine Variable dieser Szene passt.

# Zeichen in der 3D-Ansicht

marks-title = Zeichen
mark-ball = Kugel: ein erregendes Neuron
mark-diamond = Raute: ein hemmendes Neuron
mark-fill = Füllung: die Variable der Legende, von wenig nach viel
mark-light = Licht: Es feuert, in der Farbe seiner Art oder ersten Gedächtnisspur
mark-light-light = Volle Farbe: Es feuert, in der Farbe seiner Art oder ersten Gedächtnisspur
mark-soft-ring = Weicher Ring: Zelle der Gedächtnisspur, die gerade dargeboten oder abgespielt wird
mark-outline = Umriss: weiß, es ist ausgewählt, allein oder mit anderen; grau, es liegt unter dem Zeiger
mark-outline-light = Umriss: schwarz, es ist ausgewählt, allein oder mit anderen; grau, es liegt unter dem Zeiger
mark-thin-outline = Dünner grauer Umriss: Es teilt eine Synapse mit dem Neuron unter dem Zeiger
mark-pale = Blass: nicht ausgewählt, nicht im Replay oder kein Partner des Neurons unter dem Zeiger
mark-arrowhead = Pfeilspitze: durch Malen leichter (oben) oder schwerer (unten) erregbar
mark-ring = Ring: soll laut Vorhersage zur Gedächtnisspur kommen
mark-disc = Scheibe: vorhergesagt und dazugekommen
mark-cross = Kreuz: vorhergesagt und nicht dazugekommen
mark-square = Quadrat: ohne Vorhersage dazugekommen
mark-pillar = Säule: von der Ruhe bis zur Schwelle (Rahmen: am Anfang); Perle: das Potential
mark-line = Linie, je dicker, desto stärker; ein Pfeil am Ende: Sie erregt
mark-bar = Ein Querstrich am Ende: Sie hemmt
mark-warm-line = Warme Linie: Das Gewicht ist in letzter Zeit gewachsen; kalte: Es ist geschrumpft
mark-bright-line = Grüne Linie: eine neue Synapse; graue: eine abgebaute
mark-surroundings = Umgebung: Hirnzustand; Horizont: Neuromodulatoren; Boden: alle Spikes

# Über der 3D-Ansicht

box-close = Schließen: { $name }
box-close-text =
    Schließt den Kasten; eine Schaltfläche unten rechts öffnet ihn wieder.
    Taste für alle Kästen: { $key }
box-open = Öffnen: { $name }
chip-legend = Was die Farben bedeuten.
chip-replays = Wie viele Replays jede Gedächtnisspur im Schlaf hat.
chip-caption = Ein Satz, der sagt, was geschieht.
badge-fast = so schnell es geht
badge-speed = 1 s hier = { $time }
said-test = Test, Plastizität eingefroren
said-cue = Hinweisreiz { $name }: { $share } % der Kanäle
said-cue-frozen = Hinweisreiz { $name }: { $share } % der Kanäle, Plastizität eingefroren
said-input = Eingang { $name }
said-input-frozen = Eingang { $name }, Plastizität eingefroren
time-lapse-sleep = Zeitraffer: 1 s Schlaf = { $biology } für langsame Vorgänge ({ $factor }×)
time-lapse-awake = Zeitraffer: 1 s Modellzeit = { $biology } für langsame Vorgänge ({ $factor }×)
time-lapse-none = Kein Zeitraffer: Diese Szene hat für diesen Zustand keinen, 1 s Schlaf ist also auch für langsame Vorgänge 1 s
biology-minutes = { $time } min biologisch
biology-hours = { $time } h biologisch
biology-days = { $time } d biologisch
hint-opening = { $title } wird geöffnet …
hint-paused = Angehalten. { $play }
hidden-hint = { $key } holt die Bedienfelder zurück
hidden-filming = AUFNAHME { $time } s, { $key } beendet sie

label-cue = Hinweisreiz { $name }: { $share } % der Eingänge
label-replay = Replay von { $name } bei { $time } s
label-replay-ago = Replay von { $name } vor { $ago }
label-first = erste Spikes
label-line-up = Zellen von { $name } nach ihrem ersten Spike: zuerst → zuletzt
label-painted = aufgemalt { $paint }
note-strongest = die { $n } stärksten von { $all } Synapsen
note-all-synapses = alle { $n } Synapsen
note-less-motion = weniger Bewegung
note-follows = Neuron #{ $number } bleibt in der Mitte
note-scrolling = Scrollen dreht
note-sound = Spikes sind zu hören
view-kept = Ansicht { $number } ist gemerkt; die Taste { $number } führt zu ihr zurück.
view-not-kept = Für diese Szene ist noch keine Ansicht { $number } gemerkt. „Ansicht { $number } merken“ merkt sich, wo die Kamera steht.
turntable-on = Das Netz dreht sich.
turntable-off = Das Netz steht still.
turntable-less-motion = Weniger Bewegung ist gewünscht: Nichts dreht sich von selbst. „Weniger Bewegung“ ändert das.
motion-system-less = Bewegung, wie das System es will: weniger.
motion-system-all = Bewegung, wie das System es will: wie sonst.
motion-less = Weniger Bewegung, was auch das System will.
motion-all = Bewegung wie sonst, was auch das System will.

# Replays

replays-last-sleep = Replays im letzten Schlaf
replays-this-sleep = Replays in diesem Schlaf
replays-some = { $n } von { $all }
replays-by-chance = durch Zufall erwartet
replays-let-go = Esc lässt los
replays-none-of = { $name }: noch nicht dargeboten
replays-of = { $name }: { $n ->
    [one] 1 Replay
   *[other] { $n } Replays
    }, per Zufall { $chance }
replays-not-presented = nicht dargeboten
replays-first = Leuchten der Zellen von { $name }: zuerst
replay-later = { $ms } ms und später
replays-counted = { $n ->
    [one] 1 Replay wurde
   *[other] { $n } Replays wurden
    } vorher gezählt; was von jetzt an gefunden wird, erscheint hier.
replay-click = Ein Klick stellt die Zellen in ihrer Reihenfolge auf und lässt sie so aufleuchten
replays-marked = { $n } markierte Replays von { $name } von { $first } bis { $last } s; das stärkste:
replays-several = { $n } Replays von { $name } von { $first } bis { $last } s; das stärkste:
replay-engram = Nach Replays wird unter den Zellen gesucht, die antworteten, als das ganze Muster zuletzt dargeboten wurde: mit mindestens 10 Spikes/s und deutlich mehr als davor. Das sind nicht ganz die, die das Muster am stärksten antreibt; diese zählen Abruf und Inspektor.
replay-answered =
    { $n ->
        [one] 1 Zelle antwortete, als es
       *[other] { $n } Zellen antworteten, als es
    } zuletzt dargeboten wurde: Unter ihnen wird nach Replays gesucht.
replay-text =
    { $name }: Replay bei { $time } s, { $ms } ms lang
    { $score } SD über gemischten Gedächtnisspuren, { $cells } der { $members } Zellen, die antworteten
    In diesem Schlaf bis dahin: { $own } pro Minute, gemischte Gedächtnisspuren { $chance }
replay-no-patterns = Kein Replay: Diese Szene hat keine Muster, an die man sich erinnern könnte.
replay-no-memory = Noch keine Gedächtnisspur zu suchen. Wer zu einer gehört, wird gemessen, wenn ein ganzes Muster dargeboten wird.
replay-no-sleep = Noch kein Schlaf mit einer Gedächtnisspur: Replays werden im NREM-Schlaf gesucht.
replay-listening = Lauschen: Die ersten 2 s eines Schlafs legen den Pegel fest, dann zählen Replays.
replay-none-so-far = Bisher kein Replay in diesem Schlaf.
replay-none = Kein Replay im letzten Schlaf.
