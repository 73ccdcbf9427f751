# Befehle: Namen und Erklärungen.

hint-select = Klicken Sie auf ein Neuron
hint-why = { $key } sagt, warum es feuert
hint-turn = Ziehen dreht das Netz, das Mausrad holt es heran
hint-hold = { $key } hält die Zeit an
hint-take-back = Bewegen Sie einen Regler; { $key } nimmt es zurück
