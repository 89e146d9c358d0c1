"""Sentences of our field, in its four languages: what engines are measured and compared on."""

TEXTS = (
    "Soudeur à l’arc, deux ans d’atelier, sait lire un plan simple et préparer les bords.",
    "Boulangère-pâtissière : pain traditionnel, viennoiserie, cuisson au four à bois (3 ans).",
    "Commis de cuisine : entrées froides, taille des légumes, règles d’hygiène, service du soir.",
    "Élevage caprin et apiculture dans une coopérative ; vente du miel et du fromage au souk.",
    "Manœuvre du bâtiment : coffrage, ferraillage, pose de carrelage et peinture des façades.",
    "Couturière sur machine industrielle, piqueuse plate et surjeteuse, contrôle des finitions.",
    "خياط عندي تجربة فالخياطة العصرية والتقليدية، كنخدم على الماكينة وعلى اليد.",
    "عامل بناء، ثلاث سنوات من الخبرة في تبليط الأرضيات وصباغة الجدران وتركيب الجبس.",
    "نجار يصنع الأبواب والنوافذ والخزائن، ويبحث عن عمل دائم في ورشة قريبة من المدينة.",
    "bghit nkhdem f lkhiyata, 3andi tajriba 5 snin f sinaa taqlidiya w kan3ref l9faten",
    "soudour w trisyan dyal ddar, kan9ad triciti w lplombi, bghit chi khedma f Casa",
    "Warehouse operator with a forklift licence, available for night shifts in Casablanca.",
)
